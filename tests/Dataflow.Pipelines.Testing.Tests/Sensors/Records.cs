namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>What a sensor has measured.</summary>
[Record]
public readonly partial record struct Reading(string Sensor, DateTimeOffset At, double Value, string Id);

/// <summary>A minute of a sensor.</summary>
[Record]
public readonly partial record struct Minute([WindowKey] string Sensor, [WindowStart] DateTimeOffset From, [Count] long Readings, [Max(nameof(Reading.Value))] double Highest);

/// <summary>What is kept of a sensor.</summary>
[Record]
public readonly partial record struct Heard(string Sensor, DateTimeOffset Last, long Readings);

/// <summary>A sensor has said nothing for a minute.</summary>
[Record]
public readonly partial record struct Silence(string Sensor, DateTimeOffset At, long Readings);
