namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Records what became of each notification. Called from several threads, in order for each channel.</summary>
internal interface IDeliveryLog
{
    void Report(DeliveryReport report);
}
