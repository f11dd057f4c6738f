namespace Dataflow.Pipelines.State;

/// <summary>Processes a slot in place.</summary>
internal delegate void SlotAction<T>(ref StateSlot<T> slot);
