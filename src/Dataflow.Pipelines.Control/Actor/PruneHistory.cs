using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Deletes what has ended before an instant.</summary>
/// <param name="Before">The instant.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record PruneHistory(DateTimeOffset Before, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who)
    {
        commands.Prune(Before, who, Why);
        return "";
    }
}
