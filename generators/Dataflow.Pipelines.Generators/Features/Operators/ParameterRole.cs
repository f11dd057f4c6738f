namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>What a parameter of an operator is, by its type.</summary>
internal enum ParameterRole
{
    /// <summary>No rule explains it.</summary>
    Unknown,

    /// <summary>The record that comes in: the first parameter.</summary>
    Record,

    /// <summary>Event time and processing time.</summary>
    Moment,

    /// <summary>Ends a call of an async operator.</summary>
    Cancellation,

    /// <summary>An output.</summary>
    Emitter,

    /// <summary>The state of the record's key.</summary>
    State,

    /// <summary>The timers of the record's key.</summary>
    Timers,

    /// <summary>The time of a timer: the first parameter of its method.</summary>
    Time,
}
