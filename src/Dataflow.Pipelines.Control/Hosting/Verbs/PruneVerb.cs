using System.CommandLine;
using Dataflow.Pipelines.Control.Actor;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>runs prune</c>: deletes what has ended a while ago.</summary>
internal static class PruneVerb
{
    public static Command Create(VerbContext context, Option<bool> json)
    {
        var age = new Option<string>("--older-than") { Description = "What has ended longer ago than this is deleted, as in 90d.", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Count what would be deleted; nothing is changed." };
        var why = new Option<string>("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };
        var prune = new Command("prune", "Deletes runs that ended long ago, with their executions, approvals, alerts, events and audit. What is open is kept.") { age, dry, why };
        prune.SetAction(async (parsed, cancellation) =>
        {
            var before = TimeProvider.System.GetUtcNow() - KeepRuns.Parse(parsed.GetValue(age)!, "--older-than");
            var counts = await context.ReadAsync(parsed, history => history.CountPrunableAsync(context.Pipeline.Id, before, cancellation), cancellation);
            if (!parsed.GetValue(dry))
            {
                await context.SendAsync(parsed, new PruneHistory(before, parsed.GetValue(why)!), cancellation);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? VerbJson.Write(new Pruned(before, parsed.GetValue(dry), counts), VerbJson.Default.Pruned)
                : parsed.GetValue(dry) ? $"Ended before {TextTable.Of(before)}: {counts}. Nothing is changed.\n"
                : $"Ended before {TextTable.Of(before)} and deleted by the owner of the pipeline from now on: {counts}.\n");
        });
        return prune;
    }
}
