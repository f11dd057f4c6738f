using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>The settings of a node that people should see.</summary>
internal static class NodeSettings
{
    public static IEnumerable<string> Of(NodeModel node)
    {
        if (node.Keys is { Count: > 0 } keys)
        {
            yield return "key " + string.Join(", ", keys.Select(key => SnakeCase.Of(key.Text)));
        }

        foreach (var (word, text) in new[] { ("within", node.Within), ("roll on", node.RollOn), ("state lives", node.Keyed?.Ttl?.Length) })
        {
            if (text is { IsMissing: false })
            {
                yield return word + " " + text.Text.Trim();
            }
        }

        foreach (var setting in node.Window is { } window ? OfWindow(window) : [])
        {
            yield return setting;
        }

        if (node.Watermark is { } watermark)
        {
            yield return "event time " + SnakeCase.Of(watermark.Member.Text);
            foreach (var (word, text) in new[] { ("out of order", watermark.MaxOutOfOrderness), ("idle after", watermark.IdleTimeout), ("ahead at most", watermark.MaxAhead), ("ahead of other sources at most", watermark.MaxDrift) })
            {
                if (text is not null)
                {
                    yield return word + " " + text.Text.Trim();
                }
            }
        }

        if (node.Async is { } async)
        {
            yield return "async, " + (async.IsOrdered ? "ordered" : "unordered") + ", calls at most " + (async.MaxConcurrency ?? 100).ToString(CultureInfo.InvariantCulture);
            yield return "time-out " + (async.Timeout?.Text.Trim() ?? "30s");
        }

        if (node.Join is { } join)
        {
            yield return join.Kind.ToLowerInvariant() + " join on " + SnakeCase.Of(join.Left.Key.Text) + " = " + SnakeCase.Of(join.Right.Key.Text);
            yield return join.Within is { } within ? "within " + within.Text.Trim()
                : join.Window is { } window ? "tumbling " + window.Text.Trim()
                : join is { Lower: { } lower, Upper: { } upper } ? "right later by " + Bound(lower) + " to " + Bound(upper)
                : "unbounded";
        }

        if (node.Parallelism > 0)
        {
            yield return "lanes " + node.Parallelism.ToString(CultureInfo.InvariantCulture);
        }

        if (node.Buffer is { } buffer)
        {
            yield return "buffer " + buffer.Batches.ToString(CultureInfo.InvariantCulture) + " batches, when full " + SnakeCase.Of(buffer.WhenFull);
        }
    }

    private static IEnumerable<string> OfWindow(WindowModel window)
    {
        if (window.Count is { } count)
        {
            yield return "count " + count.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (word, text) in new[]
        {
            ("tumbling", window.Tumbling), ("size", window.Size), ("slide", window.Slide), ("session", window.Session), ("offset", window.Offset),
            ("time zone", window.TimeZone), ("allowed lateness", window.AllowedLateness),
        })
        {
            if (text is { IsMissing: false })
            {
                yield return word + " " + text.Text.Trim();
            }
        }
    }

    private static string Bound(JoinBound bound) => (bound.IsNegative ? "-" : "") + bound.Text.Text.Trim();
}
