using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Binds the inputs of an attempt. Called on the pipeline's actor, and returns at once: what is read from the scope is read here.</summary>
/// <param name="scope">The outputs, the pipeline object and the run.</param>
/// <returns>The attempt, which has not begun.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate NodeAttempt NodeWork(TriggerScope scope);

/// <summary>An attempt at a node. Called once, on the thread pool.</summary>
/// <param name="run">The run and the attempt.</param>
/// <param name="cancellationToken">Signals that the attempt is to stop.</param>
/// <returns>The output: one JSON object in UTF-8; empty without an output.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Task<ReadOnlyMemory<byte>> NodeAttempt(RunContext run, CancellationToken cancellationToken);
