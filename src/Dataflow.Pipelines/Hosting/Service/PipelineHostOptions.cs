using Dataflow.Pipelines.Restarts;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The options of a pipeline in a host.</summary>
public sealed class PipelineHostOptions
{
    /// <summary>
    /// Values of the pipeline's inputs, by snake_case name. A value in the run store of a pipeline with a control plane takes precedence. Those left out come from the environment variable <c>DATAFLOW_INPUT</c>, else from the
    /// configuration key <c>Pipelines:ID:INPUT</c> (the pipeline's id, the input's snake_case name), else from the class.
    /// </summary>
    public IDictionary<string, string> Inputs { get; } = new Dictionary<string, string>();

    /// <summary>Directory of the checkpoints. Default: <c>.dataflow/</c> and the id of the pipeline, in the working directory.</summary>
    public string? StateDirectory { get; set; }

    /// <summary>Lanes of a keyed node without its own number; 0: the value of the class, else the number of processors.</summary>
    public int Parallelism { get; set; }

    /// <summary>Longest time between two commits; <see langword="null"/>: the value of the class, else 1 minute.</summary>
    public TimeSpan? CheckpointInterval { get; set; }

    /// <summary>When a failed job is restarted; <see langword="null"/>: the strategy of the class, else <see cref="RestartStrategy.Default"/>.</summary>
    public RestartStrategy? Restart { get; set; }

    /// <summary>Whether it may start from an earlier checkpoint where the newest is damaged; see <see cref="Jobs.JobOptions.AllowFallback"/>. Default: no.</summary>
    public bool AllowFallback { get; set; }

    /// <summary>The checkpoint to start from; see <see cref="Jobs.JobOptions.FromCheckpoint"/>. Default: the newest.</summary>
    public long? FromCheckpoint { get; set; }

    /// <summary>What to do where the state directory is empty but an earlier job has left traces. Default: stop with an error that names them.</summary>
    public Storage.MissingState OnMissingState { get; set; }

    /// <summary>A message with more bytes is rejected unread. Default: 1 MiB.</summary>
    public int RecordLimit { get; set; } = 1 << 20;

    /// <summary>How long connectors try to reach their service at start. Default: 1 minute.</summary>
    public TimeSpan StartupTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stop may take. Default: 30 seconds. The job is cancelled when a fifth of it, at most 5 seconds, is left for closing its connectors.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the host stops when all of its pipelines have ended, because their data has ended or they were drained. It is enough to set it for one of
    /// them. Default: no, the host and its other services continue. A program without its own <c>Main</c> ends with its pipeline.
    /// </summary>
    public bool StopHostWhenAllEnd { get; set; }

    /// <summary>Whether <see cref="Inputs"/> are from the options of a command line: errors then name these options.</summary>
    internal bool IsCommandLine { get; set; }

    /// <summary>Reads the values that the run store of the pipeline holds for its inputs, by snake_case name; called whenever its object is created.</summary>
    internal Func<IReadOnlyDictionary<string, string>> ReadStored { get; set; } = static () => new Dictionary<string, string>();
}
