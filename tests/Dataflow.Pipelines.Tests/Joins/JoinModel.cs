using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Joins;

/// <summary>The expected results of a join for records that were not late, in plain LINQ.</summary>
internal static class JoinModel
{
    public static IEnumerable<Click> Results(JoinShape shape, IReadOnlyList<Click> left, IReadOnlyList<Click> right)
    {
        var rights = right.Select(static (r, i) => (Record: r, Index: i)).ToLookup(static r => r.Record.User);
        var pairs = left.SelectMany((l, i) => rights[l.User].Where(r => shape.AreClose(l.At, r.Record.At)).Select(r => (Left: i, Right: r.Index, Result: ClickPairs.Pair(l, r.Record))))
            .Where(static p => p.Result is not null)
            .ToList();
        var (paired, others) = (pairs.Select(static p => p.Left).ToHashSet(), pairs.Select(static p => p.Right).ToHashSet());
        return pairs.Select(static p => p.Result!.Value)
            .Concat(left.Where((_, i) => shape.KeepsLeft && !paired.Contains(i)).Select(static l => ClickPairs.Pair(l, null)!.Value))
            .Concat(right.Where((_, i) => shape.KeepsRight && !others.Contains(i)).Select(static r => ClickPairs.Pair(null, r)!.Value));
    }
}
