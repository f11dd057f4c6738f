namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>Kinds of windows; each is named as the argument that makes a window one.</summary>
internal enum WindowKind
{
    None,
    Tumbling,
    Size,
    Session,
    Count,
}
