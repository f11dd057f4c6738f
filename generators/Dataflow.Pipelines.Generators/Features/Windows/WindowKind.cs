namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>Kinds of windows; each has the name of the argument that selects it.</summary>
internal enum WindowKind
{
    None,
    Tumbling,
    Size,
    Session,
    Count,
}
