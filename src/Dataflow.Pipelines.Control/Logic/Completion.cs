using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>A disjunct that waits for the evaluation of its guard: its last latch was set, or its guard became true.</summary>
/// <param name="Run">Its run; null outside of runs.</param>
/// <param name="Entry">The disjunct.</param>
/// <param name="Occurrence">Number of the event that completed it.</param>
/// <param name="Instant">When the event happened; of a schedule its instant.</param>
/// <param name="Payload">Payload of the event.</param>
internal readonly record struct Completion(Run? Run, TriggerEntry Entry, long Occurrence, DateTimeOffset Instant, EventPayload Payload);
