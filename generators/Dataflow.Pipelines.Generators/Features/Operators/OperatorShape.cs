namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>What an operator does, by its return type.</summary>
internal enum OperatorShape
{
    /// <summary>No rule explains its return type.</summary>
    Unknown,

    /// <summary>One record out for each one in.</summary>
    Map,

    /// <summary>The record itself, or nothing.</summary>
    Filter,

    /// <summary>Another record, or nothing.</summary>
    FilterMap,

    /// <summary>Another record, or a reason.</summary>
    RejectMap,

    /// <summary>Any number of records, by its first emitter.</summary>
    FlatMap,
}
