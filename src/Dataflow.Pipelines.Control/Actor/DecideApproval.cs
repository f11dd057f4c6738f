using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>A person decides about an approval.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the approval.</param>
/// <param name="Number">Number of its execution; null: the one that waits.</param>
/// <param name="As">The person, where another one sends the command.</param>
/// <param name="Approves">Whether the person approves; else rejects.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Form">The form, one JSON object; empty without one.</param>
internal sealed record DecideApproval(string Run, string Node, int? Number, string? As, bool Approves, string Comment, string Form) : ControlCommand
{
    public override string Do(Commands commands, string who) =>
        commands.Approvals.Decide(Run, Node, Number, new Vote(As ?? who, Approves, Comment, Form, As is null || As.Equals(who, StringComparison.OrdinalIgnoreCase) ? "" : who));
}
