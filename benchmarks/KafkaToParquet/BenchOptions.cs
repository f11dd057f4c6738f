using Benchmarks.Targets;

namespace KafkaToParquet;

/// <summary>Settings of a run of the benchmark.</summary>
internal sealed record BenchOptions
{
    /// <summary>Only JSON lines.</summary>
    public bool Json { get; init; }

    /// <summary>Measurements to run; empty: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Programs whose rates are compared.</summary>
    public required IReadOnlyList<Contender> Contenders { get; init; }

    /// <summary>Rounds of the comparison.</summary>
    public required int Rounds { get; init; }

    /// <summary>Records a program reads in a round.</summary>
    public required long Records { get; init; }

    /// <summary>How long the generator writes at the fast rate.</summary>
    public required int FastSeconds { get; init; }

    /// <summary>How long the generator writes at the slow rate.</summary>
    public required int SlowSeconds { get; init; }

    public IReadOnlyList<Target> Targets { get; init; } = BenchTargets.All;

    public ulong Seed { get; init; } = 1;

    /// <summary>Folder for logs and lakes, which is not deleted.</summary>
    public string? Keep { get; init; }
}
