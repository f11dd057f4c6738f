namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A node: a member of the pipeline class with an attribute that makes it one.</summary>
/// <param name="Member">Position among the declared members, for diagnostics.</param>
/// <param name="Name">Name of the member.</param>
/// <param name="Id">Id in triggers, metrics, checkpoints and errors.</param>
/// <param name="OwnId">The id that <c>[Node]</c> gives it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="OtherKind">A second attribute that makes it a node of another kind.</param>
/// <param name="Shape">How it is declared.</param>
/// <param name="Modifiers">Access and <c>static</c>, as the other part of a partial property must repeat them.</param>
/// <param name="IsStatic">Whether it belongs to the class.</param>
/// <param name="DeclaredType">Type of the property, or what the method returns.</param>
/// <param name="Output">Record type of its main output; for a sink, of what it takes; none where there is no such thing.</param>
/// <param name="Inputs">The nodes that feed it, as its attribute names them.</param>
/// <param name="Operator">Its signature, for an operator.</param>
/// <param name="Keys">Names of the members that are its key; <see langword="null"/> without <c>[KeyBy]</c>.</param>
/// <param name="Watermark">Event time, for a source.</param>
/// <param name="Within">Span of a de-duplication.</param>
/// <param name="Window">How a window groups its records.</param>
/// <param name="RollOn">Window of a sink's file sets.</param>
/// <param name="Buffer">The buffer before it.</param>
/// <param name="Parallelism">Lanes; 0 where none are stated.</param>
/// <param name="Triggers">Its triggers, in the order of their kinds.</param>
/// <param name="Health">Its health check.</param>
/// <param name="Attributes">Names of all attributes of the language that it carries.</param>
internal sealed record NodeModel(
    int Member,
    string Name,
    string Id,
    TextModel? OwnId,
    NodeKind Kind,
    NodeKind? OtherKind,
    MemberShape Shape,
    string Modifiers,
    bool IsStatic,
    TypeModel DeclaredType,
    TypeModel? Output,
    EquatableArray<TextModel> Inputs,
    OperatorModel? Operator,
    EquatableArray<TextModel>? Keys,
    WatermarkModel? Watermark,
    TextModel? Within,
    WindowModel? Window,
    TextModel? RollOn,
    BufferModel? Buffer,
    int Parallelism,
    EquatableArray<TriggerModel> Triggers,
    HealthModel? Health,
    EquatableArray<string> Attributes)
{
    /// <summary>What a source has; none for any other node.</summary>
    public SourceModel? Source { get; init; }

    /// <summary>The format of a connector whose messages are one value, as in <c>TextFormat</c>; none for any other.</summary>
    public string? WholeFormat { get; init; }

    /// <summary>How an operator asks and waits; none for one that does not.</summary>
    public AsyncModel? Async { get; init; }

    /// <summary>What a join pairs; none for any other node.</summary>
    public JoinModel? Join { get; init; }

    /// <summary>What keeps code from calling the member by its name, as in <c>an indexer</c>; none for most.</summary>
    public string? Oddity { get; init; }

    /// <summary>How the property is declared, where it is partial.</summary>
    public PartialProperty? Partial { get; init; }

    /// <summary>Whether records may leave it as rejects.</summary>
    public bool CanReject => Kind == NodeKind.Source || Operator is { CanReject: true } || Async is { RejectsTimeouts: true };

    /// <summary>Whether it is a part of a generated loop: its records come and go without waiting.</summary>
    public bool IsInChain => Kind is NodeKind.Source or NodeKind.Operator && Async is null;

    /// <summary>What it keeps by key, for an operator.</summary>
    public KeyedModel? Keyed { get; init; }

    /// <summary>Whether its records go to lanes by a key.</summary>
    public bool IsKeyed => Keys is not null && Kind is NodeKind.Deduplicate or NodeKind.Window or NodeKind.Operator;

    /// <summary>The node's attribute.</summary>
    public Anchor Attribute => Anchor.OfAttribute(Member, Kind.ToString());
}
