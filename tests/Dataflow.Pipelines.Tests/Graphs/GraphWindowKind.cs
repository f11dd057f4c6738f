namespace Dataflow.Pipelines.Tests.Graphs;

internal enum GraphWindowKind
{
    Tumbling,
    Sliding,
    Session,
}
