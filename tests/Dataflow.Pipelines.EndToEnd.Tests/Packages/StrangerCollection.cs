namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>Tests that share one <see cref="Stranger"/>, and one restore of the packages.</summary>
[CollectionDefinition(Name)]
public sealed class StrangerCollection : ICollectionFixture<Stranger>
{
    internal const string Name = "stranger";
}
