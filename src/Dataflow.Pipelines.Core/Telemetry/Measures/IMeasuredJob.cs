namespace Dataflow.Pipelines.Telemetry;

/// <summary>The values of a job that the instruments read, from any thread; they change between reads.</summary>
internal interface IMeasuredJob
{
    /// <summary>Id of the pipeline.</summary>
    string Pipeline { get; }

    /// <summary>Names the part of the pipeline that it runs; two jobs of the same part do not run at a time.</summary>
    string Graph { get; }

    /// <summary>Whether it runs. Of one that does not, only counters are read.</summary>
    bool IsRunning { get; }

    /// <summary>Time since the last complete checkpoint, or since the start before the first.</summary>
    TimeSpan CheckpointAge { get; }

    /// <summary>Counts of the records since the job started, by node.</summary>
    IEnumerable<(string Node, NodeCounts Counts)> Counts { get; }

    /// <summary>Records before the watermark because their split moved from another lane, by source.</summary>
    IEnumerable<(string Node, long Records)> Behind { get; }

    /// <summary>How lanes have spent their time. A lane is named after the first node of its block.</summary>
    IEnumerable<((string Node, int Lane) Lane, LaneTimes Times)> Times { get; }

    /// <summary>Share of the last ten seconds in which a lane processed, from 0 to 1.</summary>
    IEnumerable<(string Node, int Lane, double Share)> BusyShares { get; }

    /// <summary>Share of the credits of a lane's inputs that are in use, from 0 to 1. None for sources.</summary>
    IEnumerable<(string Node, int Lane, double Share)> BufferFill { get; }

    /// <summary>How far the least watermark of a block's lanes is behind the clock; none before the first and after the end.</summary>
    IEnumerable<(string Node, TimeSpan Delay)> WatermarkDelays { get; }

    /// <summary>Time of the newest barrier from a source to the end of a block's slowest lane; none before the first.</summary>
    IEnumerable<(string Node, TimeSpan Latency)> Latencies { get; }

    /// <summary>Messages that a source has not read yet; none where that is unknown.</summary>
    IEnumerable<(string Node, long Messages)> Lags { get; }

    /// <summary>Whether a lane of a source holds no watermark back, because all its splits are idle.</summary>
    IEnumerable<(string Node, int Lane, bool IsIdle)> Idle { get; }

    /// <summary>How long the service of a source has not answered.</summary>
    IEnumerable<(string Node, TimeSpan Silence)> Silences { get; }

    /// <summary>The size of each state.</summary>
    IEnumerable<StateMeasure> States { get; }
}
