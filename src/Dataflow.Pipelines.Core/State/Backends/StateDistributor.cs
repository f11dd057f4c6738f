using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>
/// Distributes blocks from files to lanes: readers read one file after the other, a block whose keys all belong to one lane is passed on unchanged,
/// and each lane decodes its blocks in its own task. The blocks in transit are bounded: a few per lane.
/// </summary>
internal sealed class StateDistributor(string node, IReadOnlyList<IStateStore> lanes, TaskScheduler scheduler)
{
    private const int MostReaders = 4;
    private const int BlocksInHand = 4;

    private readonly Channel<StateBlock>[] _lanes =
        [.. lanes.Select(static _ => Channel.CreateBounded<StateBlock>(new BoundedChannelOptions(BlocksInHand) { SingleReader = true }))];

    private ExceptionDispatchInfo? _fault;

    public async ValueTask RunAsync(IReadOnlyList<IReadOnlyList<StateInput>> chains, bool areStored, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;
        var readers = Enumerable.Range(0, Math.Min(MostReaders, chains.Count)).Select(_ => StartAsync(ReadChainsAsync, stop)).ToArray();
        var decoders = lanes.Select((store, lane) => StartAsync(token => DecodeAsync(lane, store, token), stop)).ToArray();
        await Task.WhenAll(readers);
        foreach (var lane in _lanes)
        {
            lane.Writer.Complete();
        }

        await Task.WhenAll(decoders);
        Drop();

        cancellationToken.ThrowIfCancellationRequested();

        // The first fault; it has stopped the others. Without one all have completed.
        _fault?.Throw();

        async Task ReadChainsAsync(CancellationToken token)
        {
            for (var chain = Interlocked.Increment(ref next); chain < chains.Count; chain = Interlocked.Increment(ref next))
            {
                foreach (var input in chains[chain])
                {
                    await ReadAsync(input, areStored, token);
                }
            }
        }
    }

    // Every early end is a fault, also a timeout of the store, which arrives as a cancellation that the caller did not request.
    private Task StartAsync(Func<CancellationToken, Task> work, CancellationTokenSource stop) => Task.Factory.StartNew(
        async () =>
        {
            try
            {
                await work(stop.Token);
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
                stop.Cancel();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        scheduler).Unwrap();

    private async Task ReadAsync(StateInput input, bool areStored, CancellationToken cancellationToken)
    {
        await using var reader = await StateFileReader.OpenAsync(input, areStored, cancellationToken);
        while (await reader.ReadAsync(cancellationToken) is { } block)
        {
            await SendAsync(block, cancellationToken);
        }
    }

    private async ValueTask SendAsync(StateBlock block, CancellationToken cancellationToken)
    {
        var redistribution = StateOf(lanes[0].States, block).Redistribution;
        var (first, last) = redistribution switch
        {
            Redistribution.ByLane => (block.Origin.Lane % lanes.Count, block.Origin.Lane % lanes.Count),
            Redistribution.Union => (0, lanes.Count - 1),
            _ => (KeyGroups.LaneOf(block.Header.FirstGroup, lanes.Count), KeyGroups.LaneOf(block.Header.LastGroup, lanes.Count)),
        };
        if (first == last)
        {
            await _lanes[first].Writer.WriteAsync(block, cancellationToken);
            return;
        }

        for (var lane = first; lane <= last; lane++)
        {
            if ((redistribution == Redistribution.Union || block.Header.Form == EntryForm.NamespaceRemoved ? block.Copy() : block.PartOf(lane, lanes.Count)) is { } part)
            {
                await _lanes[lane].Writer.WriteAsync(part, cancellationToken);
            }
        }

        block.Release();
    }

    private async Task DecodeAsync(int lane, IStateStore store, CancellationToken cancellationToken)
    {
        List<UInt128> keys = [];
        using var entries = new StateEntryReader();
        var reader = _lanes[lane].Reader;
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            while (reader.TryRead(out var block))
            {
                var state = StateOf(store.States, block);
                if (store.HasCold(state))
                {
                    // Entries of an earlier block were evicted: this block may change them.
                    await LoadAsync(store, state, block, keys, cancellationToken);
                }

                Decode(block, state, entries);
                await store.TrimAsync(cancellationToken);
            }
        }
    }

    private void Decode(StateBlock block, DeclaredState state, StateEntryReader entries)
    {
        try
        {
            if (block.Table.Layout != state.Layout)
            {
                throw state.LayoutFault(node, block.Table.Layout);
            }

            entries.Open(block);
            state.Read(entries);
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw new CheckpointException(
                $"Checkpoint file '{block.Origin.Name}': an entry of the state '{state.Name}' of node '{node}' does not match the type that the pipeline now has " +
                $"({fault.Message.TrimEnd('.')}). Give the members of its records or aggregates their former types, or give the node another id with [Node].",
                fault);
        }
        finally
        {
            block.Release();
        }
    }

    private static ValueTask LoadAsync(IStateStore store, DeclaredState state, StateBlock block, List<UInt128> keys, CancellationToken cancellationToken)
    {
        keys.Clear();
        for (var at = 0; at < block.Header.Length; at += block.SizeOfEntry(at))
        {
            keys.Add(StateBlock.ReadKey(block.Body.Span[at..]));
        }

        ReadOnlyMemory<long> namespaces = state.HasNamespaces ? Enumerable.Repeat(block.Header.Namespace, keys.Count).ToArray() : default;
        return store.LoadAsync(state, keys.ToArray(), namespaces, cancellationToken);
    }

    private DeclaredState StateOf(IReadOnlyList<DeclaredState> states, StateBlock block)
    {
        foreach (var state in states)
        {
            if (state.Name == block.Table.Name)
            {
                return state;
            }
        }

        throw new CheckpointException(
            $"Checkpoint file '{block.Origin.Name}' holds entries of the state '{block.Table.Name}', which node '{node}' does not have. " +
            "Declare that state again, or give the node another id with [Node].");
    }

    private void Drop()
    {
        foreach (var lane in _lanes)
        {
            while (lane.Reader.TryRead(out var block))
            {
                block.Release();
            }
        }
    }
}
