using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

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
