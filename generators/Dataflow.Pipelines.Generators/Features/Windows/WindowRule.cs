using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>A window has one kind, the arguments that the kind requires, and no argument that does not apply to it.</summary>
internal static class WindowRule
{
    // The limit of the engine: each slice is a separate table.
    private const int MaxSlices = 10_000;

    public static IEnumerable<DiagnosticModel> Check(NodeModel node, WindowModel window)
    {
        if (window.OtherKind is { } other)
        {
            return [DiagnosticModel.Of(WindowDescriptors.WindowKinds, At(node, other.ToString()), node.Name, window.Kind.ToString(), other.ToString())];
        }

        return window.Kind switch
        {
            WindowKind.None => [Missing(node, "a kind of windows: Tumbling = \"5m\", Size = \"10m\" with Slide = \"1m\", Session = \"30s\" or Count = 100")],
            WindowKind.Tumbling => CheckTumbling(node, window),
            WindowKind.Size => CheckSliding(node, window),
            WindowKind.Session => Foreign(node, ("Slide", window.Slide), ("Offset", window.Offset), ("TimeZone", window.TimeZone)),
            _ => CheckCount(node, window),
        };
    }

    private static IEnumerable<DiagnosticModel> CheckTumbling(NodeModel node, WindowModel window) =>
        Foreign(node, ("Slide", window.Slide)).Concat(CheckOffset(node, window.Offset, window.Tumbling!, "windows")).Concat(CheckTimeZone(node, window));

    private static IEnumerable<DiagnosticModel> CheckSliding(NodeModel node, WindowModel window)
    {
        if (window.Size!.IsMissing || window.Slide!.IsMissing)
        {
            return [Missing(node, window.Size.IsMissing ? "Size, the length of a window, as in Size = \"10m\"" : "Slide, the time from the start of a window to that of the next, as in Slide = \"1m\"")];
        }

        var found = Foreign(node, ("TimeZone", window.TimeZone)).Concat(CheckOffset(node, window.Offset, window.Slide!, "slide"));
        if (TicksOf(window.Size) is not { } size || TicksOf(window.Slide) is not { } slide)
        {
            return found;
        }

        var slices = size / CommonStep(size, slide);
        return slide > size ? found.Concat([Durations(node, "Slide", "the slide is longer than the windows, so that records between two of them would be in none")])
            : slices > MaxSlices ? found.Concat([Durations(node, "Slide", "a window would have " + slices.ToString(CultureInfo.InvariantCulture) + " slices, and at most " + MaxSlices.ToString(CultureInfo.InvariantCulture) + " are supported; make the size a multiple of the slide")])
            : found;
    }

    private static IEnumerable<DiagnosticModel> CheckCount(NodeModel node, WindowModel window)
    {
        var found = Foreign(node, ("Slide", window.Slide), ("Offset", window.Offset), ("TimeZone", window.TimeZone), ("AllowedLateness", window.AllowedLateness));
        return window.Count >= 1 ? found
            : found.Concat([DiagnosticModel.Of(Descriptors.OutOfRange, At(node, "Count"), "The count", node.Name, "at least 1 record", window.Count!.Value.ToString(CultureInfo.InvariantCulture))]);
    }

    private static IEnumerable<DiagnosticModel> CheckOffset(NodeModel node, TextModel? offset, TextModel length, string what)
    {
        if (offset is not null && TicksOf(offset) is { } ticks && TicksOf(length) is { } limit && ticks >= limit)
        {
            yield return Durations(node, "Offset", "the offset must be shorter than the " + what);
        }
    }

    private static IEnumerable<DiagnosticModel> CheckTimeZone(NodeModel node, WindowModel window)
    {
        if (window.TimeZone is not { } zone)
        {
            yield break;
        }

        if (zone.Text.Length == 0 || !zone.Text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '/' or '_' or '+' or '-'))
        {
            yield return DiagnosticModel.Of(WindowDescriptors.TimeZoneId, zone.Anchor, zone.Text);
        }

        if (TicksOf(window.Tumbling!) is { } ticks && ticks % TimeSpan.TicksPerDay != 0)
        {
            yield return Durations(node, "Tumbling", "only windows of whole days follow a time zone, as in Tumbling = \"1d\"");
        }
    }

    private static IEnumerable<DiagnosticModel> Foreign(NodeModel node, params (string Name, TextModel? Text)[] arguments) =>
        arguments.Where(argument => argument.Text is not null).Select(argument => DiagnosticModel.Of(
            WindowDescriptors.WindowArgument, At(node, argument.Name), argument.Name, node.Name, argument.Name switch
            {
                "Slide" => "it goes with Size, the length of sliding windows",
                "Offset" => "it moves the start of tumbling and sliding windows; these begin with a record",
                "TimeZone" => "it goes with tumbling windows of whole days",
                _ => "time does not close a count window",
            }));

    private static DiagnosticModel Missing(NodeModel node, string what) => DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, what);

    private static DiagnosticModel Durations(NodeModel node, string argument, string problem) =>
        DiagnosticModel.Of(WindowDescriptors.WindowDurations, At(node, argument), node.Name, problem);

    private static Anchor At(NodeModel node, string argument) => Anchor.OfArgument(node.Member, "Window", argument);

    // Null where it is an input, or not a duration: DurationRule reports that.
    private static long? TicksOf(TextModel text) =>
        DurationText.Parse(text.Text) is { Fault: null, Input: null, Ticks: > 0 } duration ? duration.Ticks : null;

    private static long CommonStep(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
