namespace Dataflow.Pipelines.Faults;

/// <summary>
/// An invariant of the engine does not hold. It is checked in release builds too, once per batch or mark: a wrong count found immediately
/// costs a restart from the last checkpoint, one found late costs records.
/// </summary>
internal sealed class EngineFaultException(string what)
    : InvalidOperationException($"{what} This is a fault of the engine, not of the pipeline: please report it, with this text. Nothing after the last checkpoint is committed.");
