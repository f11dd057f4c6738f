using System.Collections.Generic;
using System.Linq;

namespace Dataflow.Pipelines.Generators.Model;

/// <summary>The signature of an operator.</summary>
/// <param name="Shape">What it does.</param>
/// <param name="Parameters">In the order of their declaration.</param>
/// <param name="ReturnType">What it returns; the record type inside <c>OrReject</c> or <c>?</c>.</param>
/// <param name="RejectsFaults">Whether a record whose processing throws is rejected; else the job stops.</param>
/// <param name="SkipsFaults">Whether a record whose processing throws is counted and dropped.</param>
/// <param name="TypeParameters">Number of type parameters of the method.</param>
internal sealed record OperatorModel(
    OperatorShape Shape,
    EquatableArray<OperatorParameter> Parameters,
    TypeModel ReturnType,
    bool RejectsFaults,
    bool SkipsFaults,
    int TypeParameters)
{
    /// <summary>What its result comes in.</summary>
    public AwaitedKind Awaited { get; init; }

    /// <summary>The record type that comes in, or none.</summary>
    public TypeModel? Input => Parameters.Count > 0 && Parameters[0].Role == ParameterRole.Record ? Parameters[0].Type : null;

    /// <summary>The emitters of side outputs: all but the main one of a flat map.</summary>
    public IEnumerable<OperatorParameter> Sides =>
        Parameters.Where(parameter => parameter.Role == ParameterRole.Emitter).Skip(Shape == OperatorShape.FlatMap ? 1 : 0);

    /// <summary>Whether a fault in one record leaves the others their way.</summary>
    public bool CatchesFaults => RejectsFaults || SkipsFaults;

    /// <summary>Whether records may leave it as rejects.</summary>
    public bool CanReject => Shape == OperatorShape.RejectMap || RejectsFaults;
}
