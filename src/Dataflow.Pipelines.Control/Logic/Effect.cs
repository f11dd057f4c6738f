using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What is to be done once the changes that ask for it are durable.</summary>
/// <param name="Execution">The execution that it concerns.</param>
internal abstract record Effect(Execution Execution);

/// <summary>An attempt is to begin.</summary>
/// <param name="Execution">Its execution.</param>
/// <param name="Attempt">Its number, from 1.</param>
internal sealed record BeginAttempt(Execution Execution, int Attempt) : Effect(Execution);

/// <summary>The current attempt is to stop.</summary>
internal sealed record StopAttempt(Execution Execution) : Effect(Execution);
