using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The part of <see cref="ChangeApplier"/> for backfills.</summary>
internal sealed class BackfillApplier(ControlState state)
{
    public void Apply(BackfillChange change)
    {
        switch (change)
        {
            case BackfillRequested requested:
                state.NextOrder = Math.Max(state.NextOrder, requested.Backfill + 1);
                state.Backfills[requested.Backfill] = new OpenBackfill(requested, null);
                break;
            case BackfillAdvanced advanced when state.Backfills.TryGetValue(advanced.Backfill, out var open):
                state.Backfills[advanced.Backfill] = open with { Position = advanced.Instant };
                break;
            case BackfillEnded or BackfillCancelled:
                state.Backfills.Remove(change.Backfill);
                state.BackfillWindows.Remove(change.Backfill);
                break;
        }
    }
}
