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

        foreach (var (word, text) in new[] { ("within", node.Within), ("tumbling", node.Tumbling), ("allowed lateness", node.AllowedLateness), ("roll on", node.RollOn), ("state lives", node.Keyed?.Ttl?.Length) })
        {
            if (text is { IsMissing: false })
            {
                yield return word + " " + text.Text.Trim();
            }
        }

        if (node.Watermark is { } watermark)
        {
            yield return "event time " + SnakeCase.Of(watermark.Member.Text);
            foreach (var (word, text) in new[] { ("out of order", watermark.MaxOutOfOrderness), ("idle after", watermark.IdleTimeout), ("ahead at most", watermark.MaxAhead) })
            {
                if (text is not null)
                {
                    yield return word + " " + text.Text.Trim();
                }
            }
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
}
