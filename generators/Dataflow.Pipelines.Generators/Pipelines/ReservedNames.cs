using System.Linq;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>
/// The names that the generated host reserves: its verbs, including planned ones, and its options. The
/// host's own table must be a subset of this one.
/// </summary>
internal static class ReservedNames
{
    private static readonly string[] Verbs =
    [
        "run", "drain", "validate", "list", "graph", "runs", "backfill", "approve", "reject", "events", "checkpoints", "savepoint", "savepoints",
        "deadletters", "dead-letters", "replay", "config", "stop", "cancel", "status", "metrics",
    ];

    private static readonly string[] Options =
    [
        "help", "version", "state", "json", "parallelism", "max-restarts", "allow-fallback", "from-checkpoint", "start-over", "accept-loss", "join", "startup-timeout", "shutdown-timeout", "checkpoint-interval", "checkpoint-retention", "record-limit",
        "status-interval", "timeout", "verbose", "quiet", "log-level", "environment", "urls", "pipeline", "output", "progress", "final-watermark", "until",
    ];

    /// <summary>The kind of a reserved name, as in <c>the option</c>; null for a free name.</summary>
    public static string? Find(string option) =>
        Verbs.Contains(option) ? "the verb" : Options.Contains(option) ? "the option" : null;
}
