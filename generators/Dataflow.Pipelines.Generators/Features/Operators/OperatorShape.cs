namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>What an operator's return type says that it does.</summary>
internal enum OperatorShape
{
    /// <summary>No rule explains what it returns.</summary>
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
