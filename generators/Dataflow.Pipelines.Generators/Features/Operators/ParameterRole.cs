namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>The role of an operator's parameter, by its type.</summary>
internal enum ParameterRole
{
    /// <summary>No rule explains it.</summary>
    Unknown,

    /// <summary>The input record: the first parameter.</summary>
    Record,

    /// <summary>Event time and processing time.</summary>
    Moment,

    /// <summary>Cancels a call of an async operator.</summary>
    Cancellation,

    /// <summary>An output.</summary>
    Emitter,

    /// <summary>The state of the record's key.</summary>
    State,

    /// <summary>The timers of the record's key.</summary>
    Timers,

    /// <summary>Something from the outputs of runs, read when the job starts.</summary>
    Input,

    /// <summary>The time of a timer: the first parameter of its method.</summary>
    Time,
}
