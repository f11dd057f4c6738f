using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The part of <see cref="ChangeApplier"/> for alerts and silences.</summary>
internal sealed class AlertApplier(ControlState state)
{
    public void Apply(AlertChange change)
    {
        switch (change)
        {
            case AlertFired fired:
                state.NextOrder = Math.Max(state.NextOrder, fired.Alert + 1);
                if (!fired.IsEvent)
                {
                    state.Alerts[fired.Alert] = new OpenAlert(
                        fired.Alert, fired.Node, fired.Index, fired.Run, fired.Severity, fired.Channel, fired.Message, fired.Trigger, fired.At,
                        SentAt: fired.SilencedUntil is null ? fired.At : null, Repeats: 0, ResolvedAt: null);
                }

                break;
            case AlertRepeated repeated when state.Alerts.TryGetValue(repeated.Alert, out var alert):
                state.Alerts[repeated.Alert] = alert with { SentAt = repeated.At, Repeats = repeated.Count, Message = repeated.Message };
                break;
            case AlertResolved { SilencedUntil: not null } resolved when state.Alerts.TryGetValue(resolved.Alert, out var alert) && alert.SentAt is not null:
                state.Alerts[resolved.Alert] = alert with { ResolvedAt = resolved.At };
                break;
            case AlertResolved resolved:
                state.Alerts.Remove(resolved.Alert);
                break;
            case AlertReleased released when state.Alerts.TryGetValue(released.Alert, out var alert):
                if (alert.ResolvedAt is null)
                {
                    state.Alerts[released.Alert] = alert with { SentAt = released.At };
                }
                else
                {
                    state.Alerts.Remove(released.Alert);
                }

                break;
            case AlertSilenced silenced when state.NodeIndexes.TryGetValue(silenced.Node, out var node):
                state.Silences[(node, silenced.Index)] = silenced.Until;
                break;
            case AlertUnsilenced ended when state.NodeIndexes.TryGetValue(ended.Node, out var node):
                state.Silences.Remove((node, ended.Index));
                break;
        }
    }
}
