namespace Dataflow.Pipelines.Control.Processes;

/// <summary>What a host injects into the nodes that run processes.</summary>
internal sealed record ProcessOptions
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Time between SIGTERM and SIGKILL. Less than the time after which <see cref="Actor.AttemptRunner"/> abandons an attempt that does not stop (30 s): else the
    /// next attempt would start while the process of this one still runs.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The folder of the records of running processes, one per pipeline: its owner kills what it finds there. <see langword="null"/>: nothing is recorded, and a crash
    /// of the host leaves orphans.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>Receives the output.</summary>
    public IProcessLog? Log { get; init; }
}
