using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How a source's watermark follows its event times; from <see cref="WatermarkAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WatermarkPolicy
{
    /// <summary>The watermark stays this far behind the latest time seen.</summary>
    public TimeSpan MaxOutOfOrderness { get; init; }

    /// <summary>A split without usable event times for this long holds nothing back; <see langword="null"/>: it holds back for ever.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>A time further ahead of the processing time is rejected; <see langword="null"/>: none is.</summary>
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>A lane whose watermark is further ahead of that of the slowest source lane reads no further; <see langword="null"/>: it does.</summary>
    public TimeSpan? MaxDrift { get; init; }
}
