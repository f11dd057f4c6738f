namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>What the type of a source or a sink says.</summary>
internal abstract record ConnectorModel : NodePart
{
    /// <summary>The format of a connector whose messages are one value, as in <c>TextFormat</c>; none for any other.</summary>
    public string? WholeFormat { get; init; }
}
