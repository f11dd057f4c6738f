using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The shape of a <see cref="ClickJob"/>: the same job in many graphs.</summary>
internal sealed record ClickGraph
{
    public int Sources { get; init; } = 1;

    public int SourceLanes { get; init; } = 1;

    public int Parallelism { get; init; } = 1;

    public int SinkLanes { get; init; } = 1;

    /// <summary>Lanes of a stateless block between de-duplication and the rest; 0: no such block.</summary>
    public int ChainLanes { get; init; }

    public EdgeBuffer Buffer { get; init; } = new(8);

    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan AllowedLateness { get; init; }

    public WatermarkPolicy Watermarks { get; init; } = new() { MaxOutOfOrderness = TimeSpan.FromSeconds(30) };

    public int MaxChunk { get; init; } = 500;

    /// <summary>Whether the lake is a file sink that rolls on the windows; otherwise it is a table.</summary>
    public bool HasFileLake { get; init; }

    /// <summary>A random shape.</summary>
    public static ClickGraph Random(Random random) => new()
    {
        Sources = random.Next(1, 3),
        SourceLanes = random.Next(1, 3),
        Parallelism = random.Next(1, 4),
        SinkLanes = random.Next(1, 3),
        ChainLanes = random.Next(0, 4),
        Buffer = new EdgeBuffer(random.Next(1, 9)),
        MaxChunk = random.Next(2, 40),
        HasFileLake = random.Next(2) == 0,
    };
}
