using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The settings of a node as readable text.</summary>
internal static class NodeSettings
{
    public static IEnumerable<string> Of(NodeModel node)
    {
        if (node.Keys is { Count: > 0 } keys)
        {
            yield return "key " + string.Join(", ", keys.Select(key => SnakeCase.Of(key.Text)));
        }

        foreach (var setting in node.Part?.Settings ?? [])
        {
            yield return setting;
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

    /// <summary>The given settings that are stated, each with its word.</summary>
    public static IEnumerable<string> Stated(params (string Word, TextModel? Text)[] settings) =>
        settings.Where(static setting => setting.Text is { IsMissing: false }).Select(static setting => setting.Word + " " + setting.Text!.Text.Trim());
}
