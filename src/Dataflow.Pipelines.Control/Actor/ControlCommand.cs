using System.Text.Json.Serialization;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>A command in an inbox.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(StartRun), "start_run")]
[JsonDerivedType(typeof(CancelRun), "cancel_run")]
[JsonDerivedType(typeof(RetryNode), "retry_node")]
[JsonDerivedType(typeof(MarkCompleted), "mark_completed")]
[JsonDerivedType(typeof(SkipNode), "skip_node")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(SilenceAlerts), "silence_alerts")]
[JsonDerivedType(typeof(UnsilenceAlerts), "unsilence_alerts")]
[JsonDerivedType(typeof(DecideApproval), "decide_approval")]
[JsonDerivedType(typeof(RequestBackfill), "request_backfill")]
[JsonDerivedType(typeof(CancelBackfill), "cancel_backfill")]
[JsonDerivedType(typeof(PruneHistory), "prune_history")]
[JsonDerivedType(typeof(StartStream), "start_stream")]
[JsonDerivedType(typeof(StopStream), "stop_stream")]
[JsonDerivedType(typeof(RestartStream), "restart_stream")]
[JsonDerivedType(typeof(SetInput), "set_input")]
[JsonDerivedType(typeof(UnsetInput), "unset_input")]
[JsonDerivedType(typeof(RotateInputs), "rotate_inputs")]
internal abstract record ControlCommand
{
    /// <summary>Does it.</summary>
    /// <param name="commands">What can be done.</param>
    /// <param name="who">Who asks.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="CommandException">It cannot be done.</exception>
    public abstract string Do(Commands commands, string who);
}

/// <summary>Opens a run.</summary>
internal sealed record StartRun(DateTimeOffset? LogicalTime, IReadOnlyList<string> Nodes, IReadOnlyDictionary<string, string> Parameters) : ControlCommand
{
    public override string Do(Commands commands, string who) => commands.StartRun(who, LogicalTime, Nodes, Parameters);
}

/// <summary>Cancels a run.</summary>
internal sealed record CancelRun(string Run, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.CancelRun(Run, who, Why);
        return Run;
    }
}

/// <summary>Retries a run from a node on.</summary>
internal sealed record RetryNode(string Run, string Node, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.RetryNode(Run, Node, who, Why);
        return Run;
    }
}

/// <summary>Marks a failed node as completed.</summary>
internal sealed record MarkCompleted(string Run, string Node, string Output, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.MarkCompleted(Run, Node, Output, who, Why);
        return Run;
    }
}

/// <summary>Skips a node.</summary>
internal sealed record SkipNode(string Run, string Node, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Skip(Run, Node, who, Why);
        return Run;
    }
}

/// <summary>No execution starts from now on.</summary>
internal sealed record Pause(string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Pause(who, Why);
        return "";
    }
}

/// <summary>Executions start again.</summary>
internal sealed record Resume(string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Resume(who, Why);
        return "";
    }
}

/// <summary>Alerts of a node are not sent until an instant.</summary>
internal sealed record SilenceAlerts(string Node, int? Alert, DateTimeOffset Until, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Alerts.Silence(Node, Alert, Until, who, Why);
        return "";
    }
}

/// <summary>Alerts of a node are sent again.</summary>
internal sealed record UnsilenceAlerts(string Node, int? Alert, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Alerts.Unsilence(Node, Alert, who, Why);
        return "";
    }
}

/// <summary>Starts a stream node.</summary>
internal sealed record StartStream(string Node, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Streams.Start(Node, who, Why);
        return Node;
    }
}

/// <summary>Stops a stream node.</summary>
internal sealed record StopStream(string Node, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Streams.Stop(Node, who, Why);
        return Node;
    }
}

/// <summary>Restarts a stream node.</summary>
internal sealed record RestartStream(string Node, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Streams.Restart(Node, who, Why);
        return Node;
    }
}
