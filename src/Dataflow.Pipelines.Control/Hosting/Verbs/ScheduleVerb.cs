using System.CommandLine;
using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>schedule list</c>: what starts the pipeline. <c>schedule next</c>: the next firings of its schedules, or of any cron expression.</summary>
internal static class ScheduleVerb
{
    private const int Shown = 5;

    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        var cron = new Option<string>("--cron") { Description = "A cron expression (default: those of the pipeline)." };
        var zone = new Option<string>("--zone") { Description = $"IANA name of the time zone of --cron (default {context.Pipeline.TimeZone})." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Firings after this instant (default: now)." };
        var count = OptionKinds.Number("--count", 1, 10_000, $"How many (default {Shown}).");
        var next = new Command("next", "Prints the next firings.") { cron, zone, from, count };
        next.SetAction(async (parsed, _) =>
        {
            var schedules = parsed.GetValue(cron) is { } text ? [Given(text, parsed.GetValue(zone) ?? context.Pipeline.TimeZone)] : OfPipeline(context.Graph);
            var firings = Next(schedules, parsed.GetValue(from) ?? TimeProvider.System.GetUtcNow(), (int)(parsed.GetValue(count) ?? Shown));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(firings, VerbJson.Default.ListFiring) : Text(firings, parsed.GetValue(cron) is null));
        });
        return new Command("schedule", "Shows when schedules fire.") { json, List(context, json), next };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var list = new Command("list", "Shows what starts the pipeline, when it did last, and when it does next.");
        list.SetAction(async (parsed, cancellation) =>
        {
            var schedule = await context.ReadAsync(parsed, history => history.FindScheduleAsync(context.Pipeline.Id, cancellation), cancellation);
            List<ScheduleInfo> schedules = schedule is null ? [] : [schedule];
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(schedules, VerbJson.Default.ListScheduleInfo) : Text(schedules));
        });
        return list;
    }

    private static string Text(List<ScheduleInfo> schedules)
    {
        if (schedules.Count == 0)
        {
            return "The pipeline has not run with this store.\n";
        }

        var table = new TextTable("type", "crons", "events", "enabled", "last", "next", "triggers", "missed");
        foreach (var schedule in schedules)
        {
            table.Add(
                schedule.Type, string.Join(", ", schedule.Crons), string.Join(", ", schedule.Events), schedule.IsEnabled ? "yes" : "no", TextTable.Of(schedule.LastTrigger),
                TextTable.Of(schedule.NextTrigger), schedule.Triggers.ToString(CultureInfo.InvariantCulture), schedule.Missed.ToString(CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }

    private static Schedule Given(string text, string zone)
    {
        if (!CronSchedule.TryParse(text, out var schedule, out var problem))
        {
            throw new InputException(problem);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? new Schedule(schedule, found, [])
            : throw new InputException($"--zone is '{zone}', which is no time zone of this machine; zones have names such as Europe/Berlin.");
    }

    private static List<Schedule> OfPipeline(ControlGraph graph) =>
        [.. graph.Events.Select((named, i) => (named, i)).Where(static pair => pair.named is { Kind: EventKind.Cron, Schedule.IsStartup: false })
            .Select(pair => new Schedule(pair.named.Schedule!, TimeZoneInfo.FindSystemTimeZoneById(pair.named.TimeZone),
                (IReadOnlyList<string>)[.. graph.Nodes.Where(node => node.Start?.Disjuncts.Any(disjunct => disjunct.Latches.Contains(pair.i)) == true).Select(static node => node.Id)]))];

    private static List<Firing> Next(List<Schedule> schedules, DateTimeOffset from, int count)
    {
        var due = new PriorityQueue<int, DateTimeOffset>();
        void Enqueue(int i, DateTimeOffset after)
        {
            if (schedules[i].Cron.Next(after, schedules[i].Zone) is { } at)
            {
                due.Enqueue(i, at);
            }
        }

        for (var i = 0; i < schedules.Count; i++)
        {
            Enqueue(i, from);
        }

        var firings = new List<Firing>();
        while (firings.Count < count && due.TryDequeue(out var i, out var at))
        {
            firings.Add(new Firing(at, schedules[i].Cron.Text, schedules[i].Zone.Id, schedules[i].Nodes));
            Enqueue(i, at);
        }

        return firings;
    }

    private static string Text(List<Firing> firings, bool isOfPipeline)
    {
        if (firings.Count == 0)
        {
            return isOfPipeline ? "The pipeline has no schedule.\n" : "It does not fire.\n";
        }

        if (!isOfPipeline)
        {
            return string.Concat(firings.Select(static firing => firing.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) + "\n"));
        }

        var table = new TextTable("at", "cron", "zone", "starts");
        foreach (var firing in firings)
        {
            table.Add(firing.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), firing.Cron, firing.TimeZone, string.Join(", ", firing.Nodes));
        }

        return table.ToString();
    }

    private sealed record Schedule(CronSchedule Cron, TimeZoneInfo Zone, IReadOnlyList<string> Nodes);
}
