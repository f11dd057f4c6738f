namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What a person decides.</summary>
/// <param name="Who">The person.</param>
/// <param name="Approves">Whether the person approves; else rejects.</param>
/// <param name="Comment">Why; may be empty.</param>
/// <param name="Form">The form, one JSON object; empty without one.</param>
/// <param name="By">Who has sent the vote in the person's name; empty where it was the person.</param>
internal sealed record Vote(string Who, bool Approves, string Comment, string Form, string By = "");
