namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>A measured value of a sensor.</summary>
[Record]
public readonly partial record struct Reading(string Sensor, DateTimeOffset At, double Value, string Id);

/// <summary>The readings of a sensor in one minute.</summary>
[Record]
public readonly partial record struct Minute([WindowKey] string Sensor, [WindowStart] DateTimeOffset From, [Count] long Readings, [Max(nameof(Reading.Value))] double Highest);

/// <summary>The state of a sensor.</summary>
[Record]
public readonly partial record struct Heard(string Sensor, DateTimeOffset Last, long Readings);

/// <summary>A sensor has sent no reading for a minute.</summary>
[Record]
public readonly partial record struct Silence(string Sensor, DateTimeOffset At, long Readings);
