using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>A bound of an interval.</summary>
/// <param name="IsNegative">Whether a minus stands before it: earlier.</param>
/// <param name="Text">The duration behind the sign.</param>
/// <param name="Offset">Number of characters before it.</param>
internal sealed record JoinBound(bool IsNegative, TextModel Text, int Offset)
{
    // A minus before a template is the sign of the bound: then the input gives the duration behind it.
    public NodeDuration AsDuration(string property) => new(property, Text, MayBeZero: true) { Offset = Offset, IsSigned = !IsNegative };

    public override string ToString() => (IsNegative ? "-" : "") + Text.Text.Trim();
}
