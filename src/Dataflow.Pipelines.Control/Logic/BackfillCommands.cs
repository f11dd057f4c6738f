using System.Globalization;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What people request of backfills.</summary>
internal sealed class BackfillCommands(Decision decision)
{
    /// <summary>The greatest number of runs of a backfill that are open at a time.</summary>
    public const int MaxParallel = 1000;

    /// <summary>Requests a run for each firing in an interval.</summary>
    /// <param name="from">Start of the interval.</param>
    /// <param name="to">Its end, which is not part of it.</param>
    /// <param name="cron">The only cron expression; null: all that start nodes by themselves.</param>
    /// <param name="node">Id of the only node that the runs start with; null: all.</param>
    /// <param name="parallel">Runs that are open at a time.</param>
    /// <param name="isRerun">Whether a logical time that has a run gets another one.</param>
    /// <param name="parameters">Values of inputs that differ from the stored ones.</param>
    /// <param name="who">The person.</param>
    /// <param name="why">The reason.</param>
    /// <returns>The number of the backfill.</returns>
    public long Request(
        DateTimeOffset from, DateTimeOffset to, string? cron, string? node, int parallel, bool isRerun, IReadOnlyDictionary<string, string> parameters, string who, string why)
    {
        if (from >= to)
        {
            throw new CommandException($"A backfill needs an interval: its start {Text(from)} is not before its end {Text(to)}.");
        }

        if (to > decision.Now)
        {
            throw new CommandException($"A backfill cannot end at {Text(to)}, it is {Text(decision.Now)}: the schedules open the runs of later times themselves.");
        }

        if (parallel is < 1 or > MaxParallel)
        {
            throw new CommandException($"A backfill has from 1 to {MaxParallel} runs at a time, not {parallel.ToString(CultureInfo.InvariantCulture)}.");
        }

        var crons = BackfillChoice.Crons(decision.State.Index, cron, node);
        if (new BackfillFirings(decision.Graph, crons).Next(from, inclusive: true, to) is null)
        {
            throw new CommandException($"There is nothing to backfill from {Text(from)} to {Text(to)}: no firing is in the interval.");
        }

        var number = decision.State.NextOrder;
        decision.Emit(new BackfillRequested(number, from, to, crons, node ?? "", parallel, isRerun, parameters, who, why));
        return number;
    }

    /// <summary>Cancels a backfill: no further run is opened; those that are open go on.</summary>
    public void Cancel(long backfill, string who, string why)
    {
        if (!decision.State.Backfills.ContainsKey(backfill))
        {
            var open = decision.State.Backfills.Keys.Select(static number => number.ToString(CultureInfo.InvariantCulture)).ToList();
            throw new CommandException(
                $"Pipeline '{decision.Graph.Pipeline}' has no open backfill {backfill.ToString(CultureInfo.InvariantCulture)}; {(open.Count == 0 ? "none is open." : $"open are {string.Join(", ", open)}.")}");
        }

        decision.Emit(new BackfillCancelled(backfill, who, why));
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
