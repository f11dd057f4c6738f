using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>How a window groups its records.</summary>
/// <param name="Kind">The kind that an argument selects.</param>
/// <param name="OtherKind">A second kind that another argument selects.</param>
/// <param name="Tumbling">Length of tumbling windows.</param>
/// <param name="Size">Length of sliding windows.</param>
/// <param name="Slide">Time from the start of a sliding window to that of the next.</param>
/// <param name="Session">Gap of sessions.</param>
/// <param name="Count">Records in a window.</param>
/// <param name="Offset">Time from the epoch, or from midnight, to the start of windows.</param>
/// <param name="TimeZone">Id of the time zone for windows of whole days.</param>
/// <param name="AllowedLateness">How long a window stays open after its end.</param>
internal sealed record WindowModel(
    WindowKind Kind,
    WindowKind? OtherKind,
    TextModel? Tumbling,
    TextModel? Size,
    TextModel? Slide,
    TextModel? Session,
    int? Count,
    TextModel? Offset,
    TextModel? TimeZone,
    TextModel? AllowedLateness) : NodePart
{
    /// <summary>Whether event time closes its windows, so that records can be late.</summary>
    public bool IsTimed => Kind != WindowKind.Count;

    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(
        NodeDuration.Of("Tumbling", Tumbling),
        NodeDuration.Of("Size", Size),
        NodeDuration.Of("Slide", Slide),
        NodeDuration.Of("Session", Session),
        NodeDuration.Of("Offset", Offset, mayBeZero: true),
        NodeDuration.Of("AllowedLateness", AllowedLateness, mayBeZero: true));

    public override IEnumerable<string> Settings =>
        (Count is { } count ? new[] { "count " + count.ToString(CultureInfo.InvariantCulture) } : []).Concat(NodeSettings.Stated(
            ("tumbling", Tumbling), ("size", Size), ("slide", Slide), ("session", Session), ("offset", Offset), ("time zone", TimeZone), ("allowed lateness", AllowedLateness)));
}
