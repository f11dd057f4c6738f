using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>A parameter of an operator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Modifier">As in <c>in </c>; empty for none.</param>
/// <param name="Type">The record type, for a record and an emitter; else its own type.</param>
internal sealed record OperatorParameter(string Name, ParameterRole Role, string Modifier, TypeModel Type)
{
    /// <summary>What it takes from the outputs of runs.</summary>
    public RunInput? Input { get; init; }
}
