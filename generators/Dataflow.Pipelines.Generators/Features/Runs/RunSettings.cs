using System.Globalization;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>The settings that all nodes with code have.</summary>
/// <param name="Timeout">The longest time of an attempt.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Backoff">The first pause between two attempts.</param>
/// <param name="MaxBackoff">The longest pause.</param>
internal sealed record RunSettings(TextModel? Timeout, TextModel? Pool, int Priority, TextModel? Backoff, TextModel? MaxBackoff)
{
    public IEnumerable<NodeDuration> Durations => NodeDuration.Stated(
        NodeDuration.OfConstant("Timeout", Timeout), NodeDuration.OfConstant("[Backoff]", Backoff), NodeDuration.OfConstant("Max", MaxBackoff));

    /// <summary>The settings of a node; null of one without code.</summary>
    public static RunSettings? Of(NodeModel node) => (node.Part as RunPart)?.RunSettings;

    public static RunSettings Parse(ISymbol symbol, int member, AttributeReader reader)
    {
        var backoff = AttributeReader.Find(symbol, member, "Backoff");
        return new RunSettings(reader.TryText("Timeout"), reader.TryText("Pool"), reader.Number("Priority"), backoff?.TryText(), backoff?.TryText("Max"));
    }

    /// <summary>As initializers of a node in the control graph.</summary>
    public IEnumerable<string> Code()
    {
        if (Timeout is { } timeout)
        {
            yield return "Timeout = " + DurationCode.OfConstant(timeout);
        }

        if (Backoff is { } first)
        {
            yield return "Backoff = " + DurationCode.OfConstant(first);
        }

        if (MaxBackoff is { } longest)
        {
            yield return "MaxBackoff = " + DurationCode.OfConstant(longest);
        }

        if (Pool is { } pool)
        {
            yield return "Pool = " + Literals.Text(pool.Text);
        }

        if (Priority != 0)
        {
            yield return "Priority = " + Priority.ToString(CultureInfo.InvariantCulture);
        }
    }
}
