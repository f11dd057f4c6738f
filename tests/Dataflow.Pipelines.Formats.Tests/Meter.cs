using Dataflow.Pipelines.Formats.Tests.Trips;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>A record whose members need no heap memory.</summary>
[Record]
public readonly partial record struct Meter(
    bool On, sbyte A, short B, int C, long D, byte E, ushort F, uint G, ulong H, float I, double J, decimal K, Guid L, DateTimeOffset M, DateTime N, TimeSpan Q, DateOnly? O, TimeOnly? P, TripKind R);
