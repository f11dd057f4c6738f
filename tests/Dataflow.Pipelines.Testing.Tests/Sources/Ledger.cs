using System.Globalization;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>A service that stores entries in books and returns them in pages. Thread-safe.</summary>
internal sealed class Ledger(int books, bool isReachable = true)
{
    private const int PageSize = 700;

    private readonly Lock _gate = new();
    private readonly List<Entry>[] _books = [.. Enumerable.Range(0, books).Select(static _ => new List<Entry>())];
    private int _next;

    public int Books => books;

    /// <summary>Positions that readers have committed, by book.</summary>
    public Dictionary<int, long> Told { get; } = [];

    public ConnectorHealth Health => new(isReachable, isReachable ? $"{books} books" : "the ledger is closed for today");

    /// <summary>The tokens of the requested pages.</summary>
    public List<string?> Asked { get; } = [];

    public IReadOnlyList<Entry> Append(int count)
    {
        lock (_gate)
        {
            Entry[] entries = [.. Enumerable.Range(_next, count).Select(Entry.Of)];
            _next += count;
            foreach (var entry in entries)
            {
                _books[entry.Number % books].Add(entry);
            }

            return entries;
        }
    }

    public void Reach()
    {
        if (!isReachable)
        {
            throw new ConnectorException("the ledger is closed for today");
        }
    }

    /// <summary>A page of the entries of a book, from a position on.</summary>
    public Entry[] Page(int book, long from)
    {
        Reach();
        lock (_gate)
        {
            return [.. _books[book].Skip((int)from).Take(PageSize)];
        }
    }

    /// <summary>The page at a token, or the first page without one. The token of the next page is opaque to readers.</summary>
    public (Entry[] Entries, string Next) Page(int book, string? token)
    {
        lock (_gate)
        {
            Asked.Add(token);
        }

        var from = token is null ? 0 : int.Parse(token.AsSpan("after-".Length), CultureInfo.InvariantCulture);
        var entries = Page(book, from);
        return (entries, string.Create(CultureInfo.InvariantCulture, $"after-{from + entries.Length}"));
    }

    public int Remaining(int book, long from)
    {
        lock (_gate)
        {
            return _books[book].Count - (int)from;
        }
    }
}
