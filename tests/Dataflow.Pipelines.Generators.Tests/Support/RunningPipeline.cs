using Dataflow.Pipelines.Tests.Shared;

namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>
/// Sources of a small environment in which a generated pipeline runs. Its input is lines of JSON; its result is the records of each sink
/// and the counters of each node.
/// </summary>
internal static class RunningPipeline
{
    /// <summary>The connectors and the loop around a job; a test adds the pipeline and calls <c>World.Run</c>.</summary>
    public const string World = LinesSource.Usings + """
        using System.Collections.Concurrent;
        using Dataflow.Pipelines.Jobs;
        using Dataflow.Pipelines.CodeGeneration;
        using Dataflow.Pipelines.Graph;
        using Dataflow.Pipelines.Storage;
        using Dataflow.Pipelines.Telemetry;
        """ + LinesSource.Code + """

        public sealed class Lists<T>(string name) : ISink<T>
            where T : struct, IRecord<T>
        {
            public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => new(new Writer(World.Sink(name)));

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => new(new ConnectorHealth(true, "memory"));

            private sealed class Writer(ConcurrentQueue<string> list) : ISinkWriter<T>
            {
                public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => default;

                public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
                {
                    foreach (var record in batch.Span)
                    {
                        list.Enqueue(record is DeadLetter letter ? $"{letter.Node}@{letter.Offset}: {letter.Reason}" : record.ToString()!);
                    }

                    return default;
                }

                public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => default;

                public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

                public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => default;

                public ValueTask DisposeAsync() => default;
            }
        }

        public static class World
        {
            private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Sinks = new();

            public static ConcurrentQueue<string> Sink(string name) => Sinks.GetOrAdd(name, _ => new());

            /// <summary>Runs to the end of the lines: what each sink got, sorted; then what each node counted.</summary>
            public static string Run<TPipeline>(TPipeline pipeline) where TPipeline : class, IPipeline<TPipeline> => RunAsync(pipeline).GetAwaiter().GetResult();

            private static async Task<string> RunAsync<TPipeline>(TPipeline pipeline) where TPipeline : class, IPipeline<TPipeline>
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                var folder = Directory.CreateTempSubdirectory("generated-pipeline-").FullName;
                try
                {
                    await using var job = await Job.StartAsync(pipeline, new JobOptions { Store = new LocalCheckpointStore(folder), Parallelism = 2 });
                    await job.Completion.WaitAsync(TimeSpan.FromSeconds(30));
                    var sinks = Sinks.OrderBy(sink => sink.Key, StringComparer.Ordinal).SelectMany(sink => sink.Value.Order(StringComparer.Ordinal).Select(line => sink.Key + " ← " + line));
                    var nodes = TPipeline.Descriptor.Nodes.Where(node => job.Counts().ContainsKey(node.Id)).Select(node => node.Id + " " + Show(job.Counts()[node.Id]));
                    return string.Join("\n", sinks.Concat(nodes));
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }

            private static string Show(NodeCounts counts)
            {
                var text = $"{counts.In}→{counts.Out}";
                text += counts.Rejected > 0 ? $" rejected {counts.Rejected}" : "";
                text += counts.Filtered > 0 ? $" filtered {counts.Filtered}" : "";
                text += counts.Duplicates > 0 ? $" duplicates {counts.Duplicates}" : "";
                text += counts.Late > 0 ? $" late {counts.Late}" : "";
                return text;
            }
        }
        """;

    private const string Records = """
        using Dataflow.Pipelines;

        [Record] public readonly partial record struct Raw(int Id, string Key, DateTimeOffset At, double Value = 1);
        [Record] public readonly partial record struct Item(int Id, string Key)
        {
            public override string ToString() => Key + Id;
        }
        """;

    /// <summary>Runs a pipeline class <c>P</c>, whose sources read the lines of <c>Test.Lines</c>.</summary>
    public static string Run(string pipeline, params string[] lines) =>
        Compiler.Generate(World, Records, $$""""
            using Dataflow.Pipelines;

            {{pipeline}}

            public static class Test
            {
                public static readonly string[] Lines = [{{string.Join(", ", lines.Select(line => "\"\"\"" + line + "\"\"\""))}}];

                public static string Run() => World.Run(new P());
            }
            """").Run();

    /// <summary>A line of the record <c>Raw</c>, at a second of one minute.</summary>
    public static string Line(int id, string key, int second = 0, double value = 1) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"id\":{id},\"key\":\"{key}\",\"at\":\"2025-01-01T00:{second / 60:00}:{second % 60:00}Z\",\"value\":{value}}}");
}
