namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>Outputs of a node.</summary>
internal enum PortKind
{
    Main,
    Rejects,
    Late,
    Side,
}
