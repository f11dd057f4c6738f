using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>The hash of a job whose secret is the same in every run of the tests.</summary>
internal static class TestKeys
{
    public static KeyHash Hash { get; } = KeyHash.Create(new SeededBytes(1));
}
