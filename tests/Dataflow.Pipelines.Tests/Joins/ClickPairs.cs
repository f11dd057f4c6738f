using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Joins;

/// <summary>The join function of the tests; some pairs give no result.</summary>
internal readonly struct ClickPairs : IJoin<Click, Click, Click>
{
    public static Click? Pair(Click? left, Click? right) =>
        left is { } l && right is { } r
            ? (l.Amount + r.Amount) % 5 == 0 ? null : new Click($"{l.Id}+{r.Id}", l.User, l.At > r.At ? l.At : r.At, l.Amount + r.Amount)
            : left is { } lonely ? lonely with { Id = $"{lonely.Id}+" }
            : right is { } other ? other with { Id = $"+{other.Id}" }
            : null;

    public bool TryJoin(in Click left, in Click right, out Click result) => Unwrap(Pair(left, right), out result);

    public bool TryJoinLeft(in Click left, out Click result) => Unwrap(Pair(left, null), out result);

    public bool TryJoinRight(in Click right, out Click result) => Unwrap(Pair(null, right), out result);

    private static bool Unwrap(Click? pair, out Click result)
    {
        result = pair.GetValueOrDefault();
        return pair.HasValue;
    }
}
