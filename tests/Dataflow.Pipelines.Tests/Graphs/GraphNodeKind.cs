namespace Dataflow.Pipelines.Tests.Graphs;

internal enum GraphNodeKind
{
    Source,
    Map,
    Filter,
    FlatMap,

    /// <summary>Sends some records to a side output and rejects others.</summary>
    Split,
    Deduplicate,
    Window,
    Sink,

    /// <summary>A file sink that rolls on windows.</summary>
    FileSink,
}
