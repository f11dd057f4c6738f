using System.CommandLine;
using System.Globalization;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Triggers;
using Dataflow.Pipelines.Hosting;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>runs backfill</c>, <c>runs backfills</c> and <c>runs backfill-cancel</c>.</summary>
internal static class BackfillVerb
{
    private const int Listed = 20;

    /// <summary>Requests a backfill, or shows what it would do.</summary>
    public static Command Create(VerbContext context, Option<bool> json)
    {
        var from = new Option<string>("--from") { Description = $"The first logical time, as in 2026-11-01 (in {context.Pipeline.TimeZone}) or 2026-11-01T00:00:00Z.", Required = true };
        var to = new Option<string>("--to") { Description = "The end of the logical times, not included; not later than now.", Required = true };
        var cron = new Option<string>("--cron") { Description = "Only this cron expression of the pipeline (default: all that start nodes by themselves)." };
        var node = new Option<string>("--node") { Description = "Only this node, and the crons that start it." };
        var parallel = OptionKinds.Number("--parallel", 1, BackfillCommands.MaxParallel, "Runs that are open at a time, beside those of the schedules (default 1).");
        var dry = new Option<bool>("--dry-run") { Description = "Show the logical times and their number; nothing is changed." };
        var rerun = new Option<bool>("--rerun") { Description = "Logical times that have a run get another one (default: they are left out)." };
        var parameters = new Option<string[]>("--parameter", "--set") { Description = "INPUT=VALUE: the value of an input in these runs; several times for several." };
        var why = new Option<string>("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };
        var backfill = new Command("backfill", "Opens a run for each firing of the crons in an interval, and prints the number of the backfill.") { from, to, cron, node, parallel, dry, rerun, parameters, why };
        backfill.SetAction(async (parsed, cancellation) =>
        {
            var zone = context.Pipeline.TimeZone;
            var command = new RequestBackfill(
                InstantText.Parse(parsed.GetValue(from)!, zone, "--from"), InstantText.Parse(parsed.GetValue(to)!, zone, "--to"), parsed.GetValue(cron), parsed.GetValue(node),
                (int)(parsed.GetValue(parallel) ?? 1), parsed.GetValue(rerun), RunsVerb.Parameters(context, parsed.GetValue(parameters) ?? [], "--parameter"), parsed.GetValue(why)!);
            if (parsed.GetValue(dry))
            {
                var plan = await context.ReadAsync(parsed, history => PlanAsync(context, history, command, cancellation), cancellation);
                await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(plan, VerbJson.Default.BackfillPlan) : Text(plan));
                return;
            }

            await WriteAsync(parsed, json, await context.SendAsync(parsed, command, cancellation));
        });
        return backfill;
    }

    /// <summary>Lists backfills.</summary>
    public static Command List(VerbContext context, Option<bool> json)
    {
        var most = OptionKinds.Number("--count", 1, 10_000, $"The most to list, the newest first (default {Listed}).");
        var list = new Command("backfills", "Lists backfills with their progress, the newest first.") { most };
        list.SetAction(async (parsed, cancellation) =>
        {
            var backfills = (await context.ReadAsync(parsed, history => history.ListBackfillsAsync(context.Pipeline.Id, (int)(parsed.GetValue(most) ?? Listed), cancellation), cancellation))
                .Select(backfill => backfill with { Left = Left(context, backfill) }).ToList();
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(backfills, VerbJson.Default.ListBackfillInfo) : Text(backfills));
        });
        return list;
    }

    /// <summary>Cancels a backfill.</summary>
    public static Command Cancel(VerbContext context, Option<bool> json)
    {
        var backfill = new Argument<long>("backfill") { Description = "Number of the backfill." };
        var why = new Option<string>("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };
        var cancel = new Command("backfill-cancel", "Cancels a backfill: it opens no further run; its open runs go on.") { backfill, why };
        cancel.SetAction(async (parsed, cancellation) =>
            await WriteAsync(parsed, json, await context.SendAsync(parsed, new CancelBackfill(parsed.GetValue(backfill), parsed.GetValue(why)!), cancellation)));
        return cancel;
    }

    private static async Task WriteAsync(ParseResult parsed, Option<bool> json, string number) =>
        await parsed.InvocationConfiguration.Output.WriteAsync(
            parsed.GetValue(json) ? VerbJson.Write(new BackfillRequest(long.Parse(number, CultureInfo.InvariantCulture)), VerbJson.Default.BackfillRequest) : number + "\n");

    private static async Task<BackfillPlan> PlanAsync(VerbContext context, IRunHistory history, RequestBackfill command, CancellationToken cancellation)
    {
        IReadOnlyList<string> crons;
        try
        {
            crons = BackfillChoice.Crons(new TriggerIndex(context.Graph), command.Cron, command.Node);
        }
        catch (CommandException refused)
        {
            throw new VerbException(refused.Message);
        }

        var taken = command.IsRerun ? [] : (await history.ListLogicalTimesAsync(context.Pipeline.Id, command.From, command.To, cancellation)).ToHashSet();
        var (first, last, runs, leftOut) = (new List<DateTimeOffset>(), (DateTimeOffset?)null, 0L, 0L);
        foreach (var instant in new BackfillFirings(context.Graph, crons).Between(command.From, command.To))
        {
            if (taken.Contains(instant))
            {
                leftOut++;
                continue;
            }

            (last, runs) = (instant, runs + 1);
            if (runs <= Listed)
            {
                first.Add(instant);
            }
        }

        return new BackfillPlan(crons, first, last, runs, leftOut);
    }

    private static long Left(VerbContext context, BackfillInfo backfill)
    {
        if (backfill.Status == "COMPLETED")
        {
            return 0;
        }

        var firings = new BackfillFirings(context.Graph, backfill.Crons).Between(backfill.Position ?? backfill.From, backfill.To);
        return firings.LongCount(instant => instant != backfill.Position);
    }

    private static string Text(BackfillPlan plan)
    {
        var rest = plan.Runs > plan.First.Count && plan.Last is { } last ? $"..\n{TextTable.Of(last)}\n" : "";
        return string.Concat(plan.First.Select(static instant => TextTable.Of(instant) + "\n")) + rest
            + string.Create(CultureInfo.InvariantCulture, $"{plan.Runs} runs of {string.Join(", ", plan.Crons)}; {plan.LeftOut} logical times have a run and are left out. Nothing is changed.\n");
    }

    private static string Text(List<BackfillInfo> backfills)
    {
        if (backfills.Count == 0)
        {
            return "No backfills.\n";
        }

        var table = new TextTable("backfill", "status", "from", "to", "parallel", "done", "failed", "cancelled", "open", "left out", "left", "by", "why");
        foreach (var backfill in backfills)
        {
            table.Add(
                Text(backfill.Backfill), backfill.Status, TextTable.Of(backfill.From), TextTable.Of(backfill.To), Text(backfill.Parallel), Text(backfill.Done), Text(backfill.Failed),
                Text(backfill.Cancelled), Text(backfill.Open), Text(backfill.LeftOut), Text(backfill.Left), backfill.RequestedBy, backfill.Why);
        }

        return table.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
