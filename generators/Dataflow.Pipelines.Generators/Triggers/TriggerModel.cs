using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A trigger of a node, written to the descriptor.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Expression">The trigger's text.</param>
/// <param name="Mode">Name of the start mode.</param>
/// <param name="Channel">Channel of an alert.</param>
/// <param name="Severity">Name of an alert's severity.</param>
/// <param name="Message">Template of an alert's message.</param>
/// <param name="RepeatEvery">Time between two notifications of an alert that goes on.</param>
internal sealed record TriggerModel(TriggerKind Kind, TextModel Expression, string Mode, string? Channel, string Severity, TextModel? Message, TextModel? RepeatEvery);
