using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>The alerts that were raised.</summary>
internal sealed class AlertHistory
{
    private readonly SortedDictionary<long, TestAlert> _alerts = [];

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<TestAlert> All => [.. _alerts.Values];

    public void Apply(AlertChange change)
    {
        switch (change)
        {
            case AlertFired fired:
                _alerts[fired.Alert] = new TestAlert
                {
                    Number = fired.Alert,
                    Node = fired.Node,
                    Run = fired.Run.Length == 0 ? null : fired.Run,
                    Severity = fired.Severity,
                    Channel = fired.Channel,
                    Message = fired.Message,
                    Trigger = fired.Trigger,
                    IsOccurrence = fired.IsEvent,
                    FiredAt = fired.At,
                    SilencedUntil = fired.SilencedUntil,
                };
                break;
            case AlertRepeated repeated:
                _alerts[repeated.Alert] = _alerts[repeated.Alert] with { Repeats = repeated.Count, Message = repeated.Message };
                break;
            case AlertResolved resolved:
                _alerts[resolved.Alert] = _alerts[resolved.Alert] with { ResolvedAt = resolved.At };
                break;
        }
    }
}
