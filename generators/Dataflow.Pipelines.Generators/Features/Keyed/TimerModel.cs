using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>A method that is called when a timer of an operator is due.</summary>
/// <param name="Member">Position among the declared members, for diagnostics.</param>
/// <param name="Name">Name of the method.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="Node">The operator, as the attribute names it.</param>
/// <param name="Parameters">In the order of their declaration; the first is the time.</param>
/// <param name="ReturnsNothing">Whether it is <c>void</c> and not generic.</param>
internal sealed record TimerModel(int Member, string Name, bool IsStatic, TextModel Node, EquatableArray<OperatorParameter> Parameters, bool ReturnsNothing);
