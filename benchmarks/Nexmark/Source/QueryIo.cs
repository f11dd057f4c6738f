using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;

namespace Nexmark.Source;

/// <summary>The sources and the sink of a query.</summary>
public sealed class QueryIo
{
    private readonly EventSequence _sequence;
    private readonly EventFactory _factory;
    private readonly string? _folder;

    internal QueryIo(EventSequence sequence, EventFactory factory, string? folder)
    {
        _sequence = sequence;
        _factory = factory;
        _folder = folder;
    }

    /// <summary>Persons at the time of their registration.</summary>
    public EventSource<Person> Persons => new(() => new EventStream<Person>(_sequence, EventKind.Person, _factory.Person));

    /// <summary>Auctions at the time of their opening.</summary>
    public EventSource<Auction> Auctions => new(() => new EventStream<Auction>(_sequence, EventKind.Auction, _factory.Auction));

    /// <summary>Bids at the time of their submission.</summary>
    public EventSource<Bid> Bids => new(() => new EventStream<Bid>(_sequence, EventKind.Bid, _factory.Bid));

    /// <summary>The side input of q13: the text of each number.</summary>
    public string[] SideInput { get; } = [.. Enumerable.Range(0, 10_000).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The sink of the result: writes files if the result is compared, else drops the rows.</summary>
    public ResultSink<T> Result<T>()
        where T : struct, IRecord<T> => new(_folder);
}
