namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>What a value in a trigger or template can be compared and computed with.</summary>
internal enum ValueKind
{
    /// <summary>A number of C#'s other than a decimal.</summary>
    Number,

    /// <summary>A decimal.</summary>
    Decimal,
    Text,
    Boolean,
    Instant,
    Duration,
    Enum,
    Null,

    /// <summary>A member of the payload of an event: what it is compared with decides how it is read.</summary>
    Payload,

    /// <summary>The name of a table.</summary>
    TableName,

    /// <summary>A record: its members are values.</summary>
    Record,

    /// <summary>Bytes, which have no text.</summary>
    Bytes,

    /// <summary>A type that can be passed on, but not compared.</summary>
    Other,

    /// <summary>A fault was reported: nothing that follows from it is.</summary>
    Unknown,
}
