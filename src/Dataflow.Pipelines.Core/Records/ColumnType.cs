namespace Dataflow.Pipelines;

/// <summary>How the values of a column are stored; the unit is given with each.</summary>
public enum ColumnType
{
    /// <summary>One byte, 0 or 1.</summary>
    Boolean,

    /// <summary>Signed, 8 bits.</summary>
    Int8,

    /// <summary>Signed, 16 bits.</summary>
    Int16,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float32,

    /// <summary>IEEE 754, 64 bits.</summary>
    Float64,

    /// <summary>A <see cref="decimal"/>, exact, with the column's precision and scale.</summary>
    Decimal,

    /// <summary>An instant: microseconds since 1970-01-01T00:00:00Z.</summary>
    Instant,

    /// <summary>A day: days since 1970-01-01.</summary>
    Date,

    /// <summary>A time of day: microseconds since midnight.</summary>
    TimeOfDay,

    /// <summary>A duration: microseconds.</summary>
    Duration,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Text, Unicode.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,
}
