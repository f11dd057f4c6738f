namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>Two sources, one of which may be no more than a minute ahead.</summary>
[Pipeline("two_sources")]
public sealed partial class TwoSources
{
    [Source, Watermark(nameof(Reading.At), MaxDrift = "1m", IdleTimeout = "30s")]
    public Unopened<Reading> Fast => new();

    [Source, Watermark(nameof(Reading.At), IdleTimeout = "10m")]
    public Unopened<Reading> Slow => new();

    [Union(nameof(Fast), nameof(Slow))]
    public partial Stream<Reading> Both { get; }

    [Rejected(nameof(Fast), nameof(Slow))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Both))]
    public Unopened<Reading> All => new();

    [Sink(From = nameof(Wrong))]
    public Unopened<DeadLetter> Errors => new();
}
