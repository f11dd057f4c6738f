namespace Dataflow.Pipelines.Tests.Shared;

/// <summary>A source for pipelines that tests compile: one partition with lines of JSON, then the end.</summary>
internal static class LinesSource
{
    /// <summary>Namespaces that the code uses besides the implicit ones.</summary>
    internal const string Usings = """
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.InteropServices;
        using System.Text;
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Connectors;

        """;

    /// <summary>The class <c>Lines&lt;T&gt;</c>. Messages are pointers, so its project allows unsafe code.</summary>
    internal const string Code = """

        public sealed class Lines<T>(params string[] lines) : ISource<T>
            where T : struct, IRecord<T>
        {
            public ValueTask<ISourceReader> OpenAsync(SourceContext context, CancellationToken cancellationToken) => new(new Reader(lines, context.Wake));

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => new(new ConnectorHealth(true, "memory"));

            private sealed class Reader(string[] lines, Action wake) : ISourceReader
            {
                private int _step;

                public long Lag => 0;

                public bool TryRead([NotNullWhen(true)] out SourceChunk? chunk)
                {
                    chunk = _step < 2 ? new Chunk(_step == 0 ? lines : [], isEnd: _step == 1) : null;
                    _step++;
                    wake();
                    return chunk is not null;
                }

                public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken) => default;

                public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) => default;

                public ValueTask DisposeAsync() => default;
            }

            private sealed unsafe class Chunk : SourceChunk
            {
                private readonly SourceMessage[] _messages;
                private readonly List<nint> _memory = [];

                public Chunk(string[] lines, bool isEnd)
                {
                    IsEnd = isEnd;
                    Added = lines.Length == 0 ? [] : [new SourceSplit("lines", 0, 0, 0)];
                    _messages = new SourceMessage[lines.Length];
                    for (var i = 0; i < lines.Length; i++)
                    {
                        var bytes = Encoding.UTF8.GetBytes(lines[i]);
                        var copy = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, bytes.Length));
                        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
                        _memory.Add((nint)copy);
                        _messages[i] = new SourceMessage(copy, bytes.Length, 0, i);
                    }
                }

                public override ReadOnlySpan<SourceMessage> Messages => _messages;

                public override IReadOnlyList<SourceSplit> Added { get; }

                public override bool IsEnd { get; }

                public override void Release() => _memory.ForEach(static one => NativeMemory.Free((void*)one));
            }
        }

        """;
}
