namespace Dataflow.Pipelines.Tests.Shared;

/// <summary>A source for pipelines that tests compile: one partition with lines of JSON, then the end.</summary>
internal static class LinesSource
{
    /// <summary>Namespaces that the code uses besides the implicit ones.</summary>
    internal const string Usings = """
        using System.Diagnostics.CodeAnalysis;
        using System.Text;
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Connectors;

        """;

    /// <summary>The class <c>Lines&lt;T&gt;</c>.</summary>
    internal const string Code = """

        public sealed class Lines<T>(params string[] lines) : IMessageSource<T, JsonFormat<T>>
            where T : struct, IRecord<T>
        {
            public JsonFormat<T> Format => default;

            public ValueTask<ISourceReader<MessageChunk>> OpenAsync(SourceContext context, CancellationToken cancellationToken) => new(new Reader(lines, context.Wake));

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => new(new ConnectorHealth(true, "memory"));

            private sealed class Reader(string[] lines, Action wake) : ISourceReader<MessageChunk>
            {
                private int _step;

                public long Lag => 0;

                public bool TryRead([NotNullWhen(true)] out MessageChunk? chunk)
                {
                    chunk = _step switch
                    {
                        0 => new MessageChunk { Added = [new SourceSplit("lines", 0, 0, 0)], Messages = lines.Select(static (line, i) => Message(Encoding.UTF8.GetBytes(line), i)).ToArray() },
                        1 => new MessageChunk { IsEnd = true },
                        _ => null,
                    };
                    _step++;
                    wake();
                    return chunk is not null;
                }

                public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => default;

                public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => default;

                public ValueTask DisposeAsync() => default;

                private static SourceMessage Message(byte[] bytes, int offset) => new(bytes, 0, bytes.Length, 0, offset);
            }
        }

        """;
}
