using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Passes what became of notifications to the actor, which makes it durable together with its next changes. Thread-safe.</summary>
internal sealed class MailboxDeliveryLog(Action<ActorInput> report) : IDeliveryLog
{
    public void Report(DeliveryReport delivery) => report(new AlertReported(delivery));
}
