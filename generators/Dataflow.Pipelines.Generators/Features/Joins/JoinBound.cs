using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>A bound of an interval.</summary>
/// <param name="IsNegative">Whether it has a minus sign: earlier.</param>
/// <param name="Text">The duration after the sign.</param>
/// <param name="Offset">Number of characters before the duration.</param>
internal sealed record JoinBound(bool IsNegative, TextModel Text, int Offset)
{
    // A minus before a template is the sign of the bound: then the input sets the duration after it.
    public NodeDuration AsDuration(string property) => new(property, Text, MayBeZero: true) { Offset = Offset, IsSigned = !IsNegative };

    public override string ToString() => (IsNegative ? "-" : "") + Text.Text.Trim();
}
