namespace Dataflow.Pipelines.Tests.Graphs;

internal enum GraphNodeKind
{
    Source,
    Map,
    Filter,
    FlatMap,

    /// <summary>Some records to a side output, some rejected.</summary>
    Split,
    Deduplicate,
    Window,
    Sink,

    /// <summary>A sink of files that rolls on windows.</summary>
    FileSink,
}
