using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Stores a value of an input.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Text">The value; encrypted by the sender where it is sensitive, because an inbox is readable.</param>
/// <param name="IsSensitive">Whether it is encrypted.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record SetInput(string Name, string Text, bool IsSensitive, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who) => commands.Inputs.Set(Name, Text, IsSensitive, who, Why);
}

/// <summary>Deletes the stored value of an input.</summary>
internal sealed record UnsetInput(string Name, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who) => commands.Inputs.Unset(Name, who, Why);
}

/// <summary>Replaces encrypted values by the same ones under another key.</summary>
internal sealed record RotateInputs(IReadOnlyList<RotatedInput> Inputs, string Why) : ControlCommand
{
    public override string Do(Commands commands, string who) => commands.Inputs.Rotate(Inputs, who, Why);
}
