using Dataflow.Pipelines;
using Restore.Source;

namespace Restore;

/// <summary>A visit, by the key of the visitor.</summary>
[Record]
public readonly partial record struct Visit(long Key, DateTimeOffset At);

/// <summary>The number of visits of a visitor, and the time of the last.</summary>
[Record]
public readonly partial record struct Visits(long Count, DateTimeOffset Last);

/// <summary>Counts the visits of each key: the state has one value per key.</summary>
[Pipeline("counters")]
public sealed partial class Counters(VisitSource visits)
{
    [Source, Watermark(nameof(Visit.At))]
    public VisitSource Visits => visits;

    [Operator(From = nameof(Visits)), KeyBy(nameof(Visit.Key))]
    public static Visit? Again(in Visit visit, ref Visits visits)
    {
        visits = new Visits(visits.Count + 1, visit.At);
        return visits.Count > 1 ? visit : null;
    }

    [Rejected(nameof(Visits))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Again))]
    public NoSink<Visit> Result => new();

    [Sink(From = nameof(Unreadable))]
    public NoSink<DeadLetter> Wrong => new();
}
