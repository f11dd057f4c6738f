namespace Dataflow.Pipelines.Control.Processes.Orphans;

/// <summary>A process as it is recorded on disk, to be found after a crash of the host.</summary>
internal sealed record ProcessRecord
{
    /// <summary>The key of its execution, <see cref="RunContext.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The path of its result file, which no other process has in its environment.</summary>
    public required string ResultFile { get; init; }

    /// <summary>Its id; 0 until it is known: the record is written before the process is started.</summary>
    public int Id { get; init; }

    /// <summary>When it was started: on Linux the kernel's ticks since the machine was started, elsewhere ticks of UTC.</summary>
    public long Start { get; init; }

    /// <summary>On Linux the boot of the machine that the two belong to; elsewhere empty.</summary>
    public string Boot { get; init; } = "";
}
