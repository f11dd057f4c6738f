namespace Dataflow.Pipelines.Formats.Tests.Trips;

/// <summary>The record of the CSV tests.</summary>
[Record]
public readonly partial record struct Trip(long Id, string Rider, decimal? Fare, DateTimeOffset? At, string? Note = null, int Seats = 1, TripKind Kind = TripKind.Bus, string? Line = "none");
