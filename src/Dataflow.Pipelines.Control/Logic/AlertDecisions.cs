using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Raises alerts, resolves and repeats them, and ends silences (7-triggers, rule 4). A firing with latches is an occurrence of its own. Without latches an alert is open while
/// one of its guards is true.
/// </summary>
internal sealed class AlertDecisions(Decision decision)
{
    private readonly ILookup<(int Node, int Alert), TriggerEntry> _ofPipeline = Guards(decision.State.Index.OfPipeline);
    private readonly ILookup<(int Node, int Alert), TriggerEntry> _ofRun = Guards(decision.State.Index.OfRun);

    /// <summary>When <see cref="EndSilences"/> or <see cref="Repeat"/> has something to do; null: never by the passing of time.</summary>
    public DateTimeOffset? NextDue =>
        decision.State.Silences.Values.Select(static until => (DateTimeOffset?)until).Concat(decision.State.Alerts.Values.Select(RepeatDue)).Min();

    /// <summary>The trigger of an alert has fired.</summary>
    public void Fire(Run? run, TriggerEntry entry, EventPayload payload)
    {
        var (node, id) = (decision.Graph.Nodes[entry.Node], run?.Id ?? "");
        if (entry.IsSampled && decision.State.Alerts.Values.Any(open => open.ResolvedAt is null && open.Node == node.Id && open.Index == entry.Alert && open.Run == id))
        {
            // Another guard of the alert is true already.
            return;
        }

        var alert = node.Alerts[entry.Alert];
        var fired = new AlertFired(
            decision.State.NextOrder, node.Id, entry.Alert, id, alert.Severity, alert.Channel, MessageOf(run, entry.Node, alert, payload), alert.When.Text, IsEvent: !entry.IsSampled,
            SilencedUntil(entry.Node, entry.Alert));
        decision.Emit(fired);
        if (fired.SilencedUntil is null)
        {
            Send(
                new OpenAlert(fired.Alert, fired.Node, fired.Index, fired.Run, fired.Severity, fired.Channel, fired.Message, fired.Trigger, decision.Now, decision.Now, 0, null),
                AlertStatus.Firing, decision.Now);
        }
    }

    /// <summary>Resolves alerts whose guards are false, whose run has ended, or which the class no longer has; sends what silences that have ended have held back.</summary>
    public void Settle()
    {
        if (decision.State.Alerts.Count == 0)
        {
            return;
        }

        foreach (var alert in decision.State.Alerts.Values.ToList())
        {
            var silence = SilencedUntil(alert);
            if (alert.ResolvedAt is null && !IsTrue(alert))
            {
                decision.Emit(new AlertResolved(alert.Alert, silence));
                if (alert.SentAt is not null && silence is null)
                {
                    Send(alert, AlertStatus.Resolved, decision.Now);
                }
            }
            else if (silence is null && (alert.ResolvedAt is not null || alert.SentAt is null))
            {
                decision.Emit(new AlertReleased(alert.Alert));
                Send(alert, alert.ResolvedAt is null ? AlertStatus.Firing : AlertStatus.Resolved, alert.ResolvedAt ?? alert.FiredAt);
            }
        }
    }

    /// <summary>Ends the silences whose time has passed.</summary>
    public void EndSilences()
    {
        foreach (var (node, index) in decision.State.Silences.Where(silence => silence.Value <= decision.Now).Select(static silence => silence.Key).ToList())
        {
            decision.Emit(new AlertUnsilenced(decision.Graph.Nodes[node].Id, index, "", ""));
        }
    }

    /// <summary>Sends open alerts again whose interval has passed.</summary>
    public void Repeat()
    {
        foreach (var alert in decision.State.Alerts.Values.Where(alert => RepeatDue(alert) <= decision.Now).ToList())
        {
            var node = decision.State.NodeIndexes[alert.Node];
            var run = alert.Run.Length == 0 ? null : decision.State.RunsById[alert.Run];
            var repeated = alert with { Repeats = alert.Repeats + 1, Message = MessageOf(run, node, decision.Graph.Nodes[node].Alerts[alert.Index], payload: null) };
            decision.Emit(new AlertRepeated(alert.Alert, repeated.Repeats, repeated.Message));
            Send(repeated, AlertStatus.Firing, decision.Now);
        }
    }

    private static ILookup<(int Node, int Alert), TriggerEntry> Guards(TriggerLayout layout) =>
        layout.Sampled.Where(static entry => entry.Action == TriggerAction.Alert).ToLookup(static entry => (entry.Node, entry.Alert));

    private bool IsTrue(OpenAlert alert)
    {
        var state = decision.State;
        if (!state.NodeIndexes.TryGetValue(alert.Node, out var node))
        {
            return false;
        }

        return alert.Run.Length == 0 ? _ofPipeline[(node, alert.Index)].Any(state.ValueOf)
            : state.RunsById.TryGetValue(alert.Run, out var run) && _ofRun[(node, alert.Index)].Any(run.ValueOf);
    }

    private DateTimeOffset? RepeatDue(OpenAlert alert) =>
        alert is { ResolvedAt: null, SentAt: { } sent } && decision.State.NodeIndexes.TryGetValue(alert.Node, out var node)
            && decision.Graph.Nodes[node].Alerts.ElementAtOrDefault(alert.Index)?.RepeatEvery is { } interval
            ? SilencedUntil(alert) is { } until && until > sent + interval ? until : sent + interval
            : null;

    private DateTimeOffset? SilencedUntil(OpenAlert alert) => decision.State.NodeIndexes.TryGetValue(alert.Node, out var node) ? SilencedUntil(node, alert.Index) : null;

    private DateTimeOffset? SilencedUntil(int node, int index) =>
        decision.State.Silences.TryGetValue((node, index), out var until) && until > decision.Now ? until : null;

    private string MessageOf(Run? run, int node, AlertTrigger alert, EventPayload? payload) =>
        alert.Message?.Invoke(decision.ScopeOf(run, node, payload)) ?? $"'{decision.Graph.Nodes[node].Id}': {alert.When.Text}";

    // The time makes the id unique also where a store is made anew and its numbers begin again.
    private void Send(OpenAlert alert, AlertStatus status, DateTimeOffset at)
    {
        var step = status == AlertStatus.Resolved ? "resolved" : (alert.Repeats + 1).ToString(CultureInfo.InvariantCulture);
        decision.Effects.Add(new SendAlert(new OutgoingAlert(alert.Alert, alert.Channel, new AlertNotification
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{decision.Graph.Pipeline}/{alert.Node}/{Openings.Timestamp(alert.FiredAt)}-{alert.Alert}:{step}"),
            Pipeline = decision.Graph.Pipeline,
            Node = alert.Node,
            Run = alert.Run.Length == 0 ? null : alert.Run,
            Status = status,
            Severity = alert.Severity,
            Message = alert.Message,
            Trigger = alert.Trigger,
            At = at,
        })));
    }
}
