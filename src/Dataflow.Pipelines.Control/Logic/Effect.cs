using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What is to be done once the changes that ask for it are durable.</summary>
internal abstract record Effect;

/// <summary>What is to be done about an execution.</summary>
/// <param name="Execution">The execution that it concerns.</param>
internal abstract record AttemptEffect(Execution Execution) : Effect;

/// <summary>An attempt is to be prepared: it binds its inputs and reports that it can run.</summary>
/// <param name="Execution">Its execution.</param>
/// <param name="Attempt">Its number, from 1.</param>
internal sealed record BeginAttempt(Execution Execution, int Attempt) : AttemptEffect(Execution);

/// <summary>The user's code is to run: that it does is durable, so that an attempt of a lost host is known to have run.</summary>
internal sealed record RunAttempt(Execution Execution) : AttemptEffect(Execution);

/// <summary>The current attempt is to stop.</summary>
internal sealed record StopAttempt(Execution Execution) : AttemptEffect(Execution);

/// <summary>A stream node has failed, and no trigger acts on its failure: the host is to end with it.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Error">Why, for people.</param>
internal sealed record EndHost(string Node, string Error) : Effect;

/// <summary>The data of all stream nodes has ended, and no trigger of the pipeline can start anything.</summary>
internal sealed record EndPipeline : Effect;

/// <summary>What ended before an instant is to be deleted from the store.</summary>
/// <param name="Before">The instant.</param>
internal sealed record PruneRuns(DateTimeOffset Before) : Effect;

/// <summary>A notification is to be sent. It becomes durable together with the changes, and is sent again where it was not delivered before a restart.</summary>
/// <param name="Alert">The notification.</param>
internal sealed record SendAlert(OutgoingAlert Alert) : Effect;
