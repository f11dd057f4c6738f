namespace Dataflow.Pipelines.Generators.Model;

/// <summary>Kinds of nodes; each is named as its attribute is.</summary>
internal enum NodeKind
{
    Source,
    Operator,
    Rejected,
    Late,
    Side,
    Union,
    Deduplicate,
    Window,
    Join,
    Sink,
}
