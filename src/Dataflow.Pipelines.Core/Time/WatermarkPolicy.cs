using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How a source's watermark follows its event times; from <see cref="WatermarkAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WatermarkPolicy
{
    /// <summary>The watermark stays this far behind the latest event time.</summary>
    public TimeSpan MaxOutOfOrderness { get; init; }

    /// <summary>A split without usable event times for this long no longer holds the watermark back; <see langword="null"/>: it always does.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>A time further ahead of the processing time is rejected; <see langword="null"/>: no limit.</summary>
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>A lane whose watermark is further ahead of that of the slowest source lane stops reading; <see langword="null"/>: no limit.</summary>
    public TimeSpan? MaxDrift { get; init; }
}
