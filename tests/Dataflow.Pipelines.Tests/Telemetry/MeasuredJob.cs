using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Tests.Telemetry;

/// <summary>A job whose measurements a test sets.</summary>
internal sealed class MeasuredJob(string pipeline) : IMeasuredJob
{
    public string Pipeline => pipeline;

    public string Graph { get; init; } = "a";

    public bool IsRunning { get; set; } = true;

    public TimeSpan CheckpointAge { get; init; } = TimeSpan.FromSeconds(1.5);

    public NodeCounts Of { get; set; } = new(1, 2, 3, 4, 5, 6, 7) { Abandoned = 8 };

    public IEnumerable<(string Node, NodeCounts Counts)> Counts => [("a", Of)];

    public IEnumerable<(string Node, long Records)> Behind => [("a", 9)];

    public IEnumerable<((string Node, int Lane) Lane, LaneTimes Times)> Times => [(("a", 0), new LaneTimes(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11), 12))];

    public IEnumerable<(string Node, int Lane, double Share)> BusyShares => [("a", 0, 0.25)];

    public IEnumerable<(string Node, int Lane, double Share)> BufferFill => [("a", 0, 0.5)];

    public IEnumerable<(string Node, TimeSpan Delay)> WatermarkDelays => [("a", TimeSpan.FromSeconds(13))];

    public IEnumerable<(string Node, TimeSpan Latency)> Latencies => [("a", TimeSpan.FromSeconds(0.5))];

    public IEnumerable<(string Node, long Messages)> Lags => [("a", 14)];

    public IEnumerable<(string Node, int Lane, bool IsIdle)> Idle => [("a", 0, true)];

    public IEnumerable<(string Node, TimeSpan Silence)> Silences => [("a", TimeSpan.FromSeconds(15))];

    public IEnumerable<StateMeasure> States => [new StateMeasure("a", "seen", 16, 17, 18, 19)];
}
