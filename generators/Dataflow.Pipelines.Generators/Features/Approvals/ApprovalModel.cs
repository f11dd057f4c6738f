using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>An approval.</summary>
/// <param name="Title">What is asked.</param>
/// <param name="Description">What is needed to decide.</param>
/// <param name="Approvers">Who may decide.</param>
/// <param name="Quorum">How many must approve; null for the default.</param>
/// <param name="OnTimeout">The decision after the timeout.</param>
/// <param name="RemindEvery">The time between two reminders.</param>
/// <param name="EscalateAfter">The time after which others are asked too.</param>
/// <param name="EscalateTo">Those.</param>
/// <param name="Channel">The channel.</param>
/// <param name="RunSettings">Its settings.</param>
internal sealed record ApprovalModel(
    TextModel? Title,
    TextModel? Description,
    EquatableArray<TextModel> Approvers,
    int? Quorum,
    string OnTimeout,
    TextModel? RemindEvery,
    TextModel? EscalateAfter,
    EquatableArray<TextModel> EscalateTo,
    string? Channel,
    RunSettings RunSettings)
    : RunPart(RunSettings)
{
    public override IEnumerable<NodeDuration> Durations =>
        base.Durations.Concat(NodeDuration.Stated(NodeDuration.OfConstant("RemindEvery", RemindEvery), NodeDuration.OfConstant("EscalateAfter", EscalateAfter)));
}
