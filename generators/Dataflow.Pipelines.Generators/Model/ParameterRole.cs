namespace Dataflow.Pipelines.Generators.Model;

/// <summary>What a parameter of an operator is, by its type.</summary>
internal enum ParameterRole
{
    /// <summary>No rule explains it.</summary>
    Unknown,

    /// <summary>The record that comes in: the first parameter.</summary>
    Record,

    /// <summary>Event time and processing time.</summary>
    Moment,

    /// <summary>An output.</summary>
    Emitter,
}
