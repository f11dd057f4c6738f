namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>What a sensor has measured.</summary>
[Record]
public readonly partial record struct Reading(string Sensor, DateTimeOffset At, double Value, string Id);

/// <summary>A minute of a sensor.</summary>
[Record]
public readonly partial record struct Minute([WindowKey] string Sensor, [WindowStart] DateTimeOffset From, [Count] long Readings, [Max(nameof(Reading.Value))] double Highest);
