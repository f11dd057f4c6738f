namespace Dataflow.Pipelines.State;

/// <summary>Works on a slot where it lies.</summary>
internal delegate void SlotAction<T>(ref StateSlot<T> slot);
