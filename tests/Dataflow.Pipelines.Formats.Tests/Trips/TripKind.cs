namespace Dataflow.Pipelines.Formats.Tests.Trips;

public enum TripKind
{
    Bus,
    NightTrain,
}
