using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Async;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>The signature of an operator.</summary>
/// <param name="Shape">What it does.</param>
/// <param name="Parameters">In the order of their declaration.</param>
/// <param name="ReturnType">The return type; the record type inside <c>OrReject</c> or <c>?</c>.</param>
/// <param name="RejectsFaults">Whether a record whose processing throws is rejected; else the job stops.</param>
/// <param name="SkipsFaults">Whether a record whose processing throws is counted and dropped.</param>
/// <param name="TypeParameters">Number of type parameters of the method.</param>
internal sealed record OperatorModel(
    OperatorShape Shape,
    EquatableArray<OperatorParameter> Parameters,
    TypeModel ReturnType,
    bool RejectsFaults,
    bool SkipsFaults,
    int TypeParameters) : NodePart
{
    /// <summary>How often a record fails the job before it is rejected, where that is stated.</summary>
    public int? RejectAfter { get; init; }

    /// <summary>Its state and timers, by key.</summary>
    public KeyedModel Keyed { get; init; } = KeyedModel.None;

    /// <summary>The settings of an async operator; null for any other.</summary>
    public AsyncModel? Async { get; init; }

    /// <summary>The awaitable type around its result.</summary>
    public AwaitedKind Awaited { get; init; }

    /// <summary>The type of its input records, or null.</summary>
    public TypeModel? Input => Parameters.Count > 0 && Parameters[0].Role == ParameterRole.Record ? Parameters[0].Type : null;

    /// <summary>The emitters of side outputs: all but the main one of a flat map.</summary>
    public IEnumerable<OperatorParameter> Sides =>
        Parameters.Where(parameter => parameter.Role == ParameterRole.Emitter).Skip(Shape == OperatorShape.FlatMap ? 1 : 0);

    /// <summary>What it takes from the outputs of runs.</summary>
    public IEnumerable<RunInput> Inputs => Parameters.Select(static parameter => parameter.Input).OfType<RunInput>();

    /// <summary>Whether other records are processed after a fault in one record.</summary>
    public bool CatchesFaults => RejectsFaults || SkipsFaults;

    /// <summary>Whether it may reject records.</summary>
    public bool CanReject => Shape == OperatorShape.RejectMap || RejectsFaults || Async is { RejectsTimeouts: true };

    /// <summary>Whether its result is awaited, or should be.</summary>
    public bool IsAwaited => Async is not null || Awaited != AwaitedKind.None;

    /// <summary>Whether it fills a batch as its main output, instead of returning a record.</summary>
    public bool EmitsBatches => Shape == OperatorShape.FlatMap || Keyed.HasTimers;

    public override IEnumerable<TypeModel?> Types => Parameters.Select(static parameter => parameter.Type);

    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(
        NodeDuration.Of("[StateTtl]", Keyed.Ttl?.Length),
        NodeDuration.Of("Timeout", Async?.Timeout),
        NodeDuration.Of("Backoff", Async?.Backoff, mayBeZero: true));

    public override IEnumerable<string> Settings => NodeSettings.Stated(("state lives", Keyed.Ttl?.Length)).Concat(Async?.Settings ?? []);

    public override TypeModel? Output(TypeModel? carried) =>
        Shape switch
        {
            OperatorShape.Filter => Input,
            OperatorShape.FlatMap => Parameters.FirstOrDefault(static parameter => parameter.Role == ParameterRole.Emitter)?.Type,
            OperatorShape.Unknown => null,
            _ => ReturnType,
        };
}
