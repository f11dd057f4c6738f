namespace Dataflow.Pipelines.Generators.Records;

/// <summary>How a member of a record is written and read.</summary>
internal enum CodecKind
{
    /// <summary>The type has no codec.</summary>
    None,

    /// <summary>The type does not exist: the compiler reports it.</summary>
    Unknown,
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float32,
    Float64,
    Decimal,
    Text,
    Uuid,
    Instant,
    DateTime,
    Date,
    TimeOfDay,
    Duration,
    Enum,
    ByteArray,
    ByteMemory,
    Record,
    TableName,
}
