namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>The information from the type of a source or a sink.</summary>
internal abstract record ConnectorModel : NodePart
{
    /// <summary>The format of a connector whose messages are one value, as in <c>TextFormat</c>; null for any other.</summary>
    public string? WholeFormat { get; init; }
}
