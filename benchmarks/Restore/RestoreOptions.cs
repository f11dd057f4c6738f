using Benchmarks.Targets;

namespace Restore;

/// <summary>Settings of the measurement.</summary>
internal sealed record RestoreOptions
{
    public required long Keys { get; init; }

    /// <summary>Numbers of lanes to restore to.</summary>
    public required IReadOnlyList<int> Lanes { get; init; }

    /// <summary>Lanes that write the checkpoint.</summary>
    public required int WrittenBy { get; init; }

    public required int Rounds { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }
}
