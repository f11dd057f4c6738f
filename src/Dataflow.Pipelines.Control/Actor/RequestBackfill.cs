using System.Globalization;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Requests a run for each firing in an interval.</summary>
/// <param name="From">Start of the interval.</param>
/// <param name="To">Its end, which is not part of it.</param>
/// <param name="Cron">The only cron expression; null: all.</param>
/// <param name="Node">Id of the only node that the runs start with; null: all.</param>
/// <param name="Parallel">Runs that are open at a time.</param>
/// <param name="IsRerun">Whether a logical time that has a run gets another one.</param>
/// <param name="Parameters">Values of inputs that differ from the stored ones.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record RequestBackfill(
    DateTimeOffset From, DateTimeOffset To, string? Cron, string? Node, int Parallel, bool IsRerun, IReadOnlyDictionary<string, string> Parameters, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who) =>
        commands.Backfills.Request(From, To, Cron, Node, Parallel, IsRerun, Parameters, who, Why).ToString(CultureInfo.InvariantCulture);
}
