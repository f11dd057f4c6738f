using System.Globalization;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Cancels a backfill.</summary>
/// <param name="Backfill">Its number.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record CancelBackfill(long Backfill, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Backfills.Cancel(Backfill, who, Why);
        return Backfill.ToString(CultureInfo.InvariantCulture);
    }
}
