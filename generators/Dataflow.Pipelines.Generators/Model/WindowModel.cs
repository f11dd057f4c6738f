namespace Dataflow.Pipelines.Generators.Model;

/// <summary>How a window groups its records.</summary>
/// <param name="Kind">The kind that an argument names.</param>
/// <param name="OtherKind">A second kind that another argument names.</param>
/// <param name="Tumbling">Length of tumbling windows.</param>
/// <param name="Size">Length of sliding windows.</param>
/// <param name="Slide">Time from the start of a sliding window to that of the next.</param>
/// <param name="Session">Gap of sessions.</param>
/// <param name="Count">Records in a window.</param>
/// <param name="Offset">How long after the epoch, or after midnight, windows begin.</param>
/// <param name="TimeZone">Id of the zone whose days windows are.</param>
/// <param name="AllowedLateness">How long a window stays open.</param>
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
    TextModel? AllowedLateness)
{
    /// <summary>Whether event time closes its windows, so that records can come too late.</summary>
    public bool IsTimed => Kind != WindowKind.Count;
}
