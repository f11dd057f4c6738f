namespace Benchmarks.Targets;

/// <summary>Which side of its limit a measured value must be on; the limit itself meets the target.</summary>
public enum Bound
{
    /// <summary>More is better.</summary>
    AtLeast,

    /// <summary>Less is better.</summary>
    AtMost,
}
