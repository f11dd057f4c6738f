namespace Benchmarks.Targets;

/// <summary>A measured value, compared with its target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Value">The measured value; <see langword="null"/>: this run did not measure it.</param>
public sealed record TargetResult(Target Target, double? Value)
{
    /// <summary>Whether a value was measured that does not meet the target.</summary>
    public bool IsMissed => Value is { } value && !Target.IsMetBy(value);

    /// <summary>The line of the table.</summary>
    public override string ToString() =>
        $"{Target.Name,-50} {(Value is { } value ? Target.Text(value) : "-"),12} {Target.Unit,-13} {Target,-18} {Outcome,-12} {Target.Meaning}";

    private string Outcome => Value is null ? "not measured" : IsMissed ? "MISSED" : "met";
}
