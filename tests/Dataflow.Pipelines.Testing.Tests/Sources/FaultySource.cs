using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>A correct source with one added fault.</summary>
internal sealed class FaultySource(Ledger ledger, SourceFault fault) : IRecordSource<Entry>
{
    private readonly IRecordSource<Entry> _right = new LedgerRecords(ledger);

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) =>
        fault == SourceFault.AlwaysReportsHealthy ? ValueTask.FromResult(new ConnectorHealth(true, "well")) : _right.CheckAsync(cancellationToken);

    public async ValueTask<ISourceReader<RecordChunk<Entry>>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (fault == SourceFault.WaitsForItsService && !ledger.Health.IsHealthy)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        var restored = fault switch
        {
            SourceFault.StartsOver => [],
            SourceFault.ContinuesAtThePositionOfTheService => [.. context.Restored.Select(p => p with { Next = ledger.Told.GetValueOrDefault(p.Partition) })],
            SourceFault.RepeatsTheLast => [.. context.Restored.Select(static p => p with { Next = Math.Max(0, p.Next - 1) })],
            SourceFault.RestoresItsOwnLane => [.. context.Restored.Where(p => p.Partition == context.Lane)],
            _ => context.Restored,
        };
        var (lane, lanes) = fault == SourceFault.ReadsAllInEachLane ? (0, 1) : (context.Lane, context.Lanes);
        var wake = fault == SourceFault.DoesNotWake ? static () => { } : context.Wake;
        var inner = new SourceContext
        {
            Pipeline = context.Pipeline,
            Node = context.Node,
            Lane = lane,
            Lanes = lanes,
            Restored = restored,
            Wake = wake,
            StartupTimeout = context.StartupTimeout,
            Time = context.Time,
            Logger = context.Logger,
        };
        return new Reader(await _right.OpenAsync(inner, cancellationToken), ledger, fault);
    }

    private sealed class Reader(ISourceReader<RecordChunk<Entry>> right, Ledger ledger, SourceFault fault) : ISourceReader<RecordChunk<Entry>>
    {
        private readonly Entry[] _shared = new Entry[2000];
        private RecordChunk<Entry>? _again;
        private int _chunks;
        private bool _isDraining;
        private bool _hasEnded;
        private bool _hasCommitted;

        public long Lag => right.Lag;

        public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
        {
            _isDraining = true;
            return fault == SourceFault.DoesNotDrain ? ValueTask.CompletedTask : right.EndAtCurrentAsync(cancellationToken);
        }

        public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken)
        {
            foreach (var position in positions)
            {
                ledger.Told[position.Partition] = position.Next;
            }

            _hasCommitted = true;
            return right.CommitAsync(checkpoint, positions, cancellationToken);
        }

        public bool TryRead([NotNullWhen(true)] out RecordChunk<Entry>? chunk)
        {
            if (_again is not null)
            {
                (chunk, _again) = (_again, null);
                return true;
            }

            if (fault == SourceFault.EndsAtADrain && _isDraining && !_hasEnded)
            {
                _hasEnded = true;
                chunk = new RecordChunk<Entry> { IsEnd = true };
                return true;
            }

            if (!right.TryRead(out chunk))
            {
                return false;
            }

            chunk = chunk.Records.IsEmpty ? Change(chunk) : Read(chunk);
            return chunk is not null || TryRead(out chunk);
        }

        public ValueTask DisposeAsync() => fault == SourceFault.DoesNotClose ? new(new TaskCompletionSource().Task) : right.DisposeAsync();

        private RecordChunk<Entry>? Change(RecordChunk<Entry> chunk) => fault switch
        {
            SourceFault.AddsTwice when chunk.Added.Count > 0 => Copy(chunk, added: [.. chunk.Added, chunk.Added[0] with { Index = chunk.Added.Count }]),
            SourceFault.GivesAnIndexTwice when chunk.Added.Count > 1 => Copy(chunk, added: [.. chunk.Added.Select(static s => s with { Index = 0 })]),
            SourceFault.IsSilentWithoutSplits when chunk.Added.Count == 0 => null,
            SourceFault.ForgetsTheEnd when chunk.IsEnd => null,
            _ => chunk,
        };

        private RecordChunk<Entry>? Read(RecordChunk<Entry> chunk)
        {
            _chunks++;
            switch (fault)
            {
                case SourceFault.LosesAnEntry when _chunks == 2:
                    return new RecordChunk<Entry> { Split = chunk.Split, Position = chunk.Position, Records = chunk.Records[..^1] };
                case SourceFault.LosesWhatComesBehindACommit when _hasCommitted:
                    _hasCommitted = false;
                    return null;
                case SourceFault.ReadsAnEntryTwice when _chunks == 2:
                    return new RecordChunk<Entry> { Split = chunk.Split, Position = chunk.Position, Records = (Entry[])[.. chunk.Records.Span, chunk.Records.Span[^1]] };
                case SourceFault.ReadsAChunkTwice when _chunks == 2:
                    _again = chunk;
                    return chunk;
                case SourceFault.ReadsAnUnknownSplit when _chunks == 2:
                    return new RecordChunk<Entry> { Split = 77, Position = chunk.Position, Records = chunk.Records };
                case SourceFault.UsesItsMemoryAgain:
                    chunk.Records.CopyTo(_shared);
                    return new RecordChunk<Entry> { Split = chunk.Split, Position = chunk.Position, Records = _shared.AsMemory(0, chunk.Records.Length) };
                default:
                    return chunk;
            }
        }

        private static RecordChunk<Entry> Copy(RecordChunk<Entry> chunk, IReadOnlyList<SourceSplit> added) => new()
        {
            Added = added,
            Ended = chunk.Ended,
            IsEnd = chunk.IsEnd,
        };
    }
}
