namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>A pipeline with a stream graph of three nodes, one of its own, and a node of runs.</summary>
internal static class Clicks
{
    public static LogicWorld World() => new(Chain().Build());

    public static GraphText Chain(string cleanStart = "ingest.started", string? cleanStop = "ingest.stopped", string? cleanRestart = null) =>
        new GraphText("ingest", "clean", "store", "work", "late")
            .Stream("ingest", start: "pipeline.started | again", stop: "halt", restart: "config.updated")
            .Stream("clean", cleanStart, cleanStop, cleanRestart)
            .Stream("store", lifeOf: "clean")
            .Node("work", start: "do")
            .Stream("late", start: "later")
            .Connect("ingest", "clean", "store")
            .Connect("late");

    public static string Status(LogicWorld world) => $"{world.StreamStatus("ingest")} {world.StreamStatus("clean")} {world.StreamStatus("store")}";
}
