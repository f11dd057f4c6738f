using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What starts a pipeline, as its class states it, and when it fires next.</summary>
/// <param name="Type"><c>CRON</c>, <c>EVENT</c> or <c>MANUAL</c>.</param>
/// <param name="Crons">The cron expressions with their zones, one a line; null for none.</param>
/// <param name="Events">The external events that triggers name, one a line; null for none.</param>
/// <param name="Next">The next firing of a cron; null without one.</param>
internal sealed record ScheduleState(string Type, string? Crons, string? Events, DateTimeOffset? Next)
{
    /// <summary>That of a class, before anything fires.</summary>
    public static ScheduleState Of(ControlGraph graph)
    {
        var crons = graph.Events.Where(static named => named is { Kind: EventKind.Cron, Schedule.IsStartup: false }).Select(static named => named.Name["cron:".Length..]).ToList();
        var events = graph.Events.Where(static named => named.Kind == EventKind.External).Select(static named => named.Name).ToList();
        return new ScheduleState(crons.Count > 0 ? "CRON" : events.Count > 0 ? "EVENT" : "MANUAL", Lines(crons), Lines(events), null);
    }

    private static string? Lines(List<string> names) => names.Count == 0 ? null : string.Join('\n', names);
}
