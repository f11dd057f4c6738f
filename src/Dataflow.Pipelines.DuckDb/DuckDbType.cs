namespace Dataflow.Pipelines.DuckDb;

/// <summary>The types of DuckDB's values, by the numbers of its C API.</summary>
public enum DuckDbType
{
    /// <summary>No type: the number that DuckDB gives where there is none.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN, one byte.</summary>
    Boolean = 1,

    /// <summary>TINYINT, a signed byte.</summary>
    Int8 = 2,

    /// <summary>SMALLINT, 16 bits.</summary>
    Int16 = 3,

    /// <summary>INTEGER, 32 bits.</summary>
    Int32 = 4,

    /// <summary>BIGINT, 64 bits.</summary>
    Int64 = 5,

    /// <summary>UTINYINT, an unsigned byte.</summary>
    UInt8 = 6,

    /// <summary>USMALLINT, 16 bits without sign.</summary>
    UInt16 = 7,

    /// <summary>UINTEGER, 32 bits without sign.</summary>
    UInt32 = 8,

    /// <summary>UBIGINT, 64 bits without sign.</summary>
    UInt64 = 9,

    /// <summary>FLOAT, 32 bits.</summary>
    Float32 = 10,

    /// <summary>DOUBLE, 64 bits.</summary>
    Float64 = 11,

    /// <summary>TIMESTAMP, microseconds since 1970 in no time zone. For instants take <see cref="Instant"/>.</summary>
    Timestamp = 12,

    /// <summary>DATE, days since 1970-01-01 in 32 bits.</summary>
    Date = 13,

    /// <summary>TIME, microseconds since midnight.</summary>
    Time = 14,

    /// <summary>INTERVAL.</summary>
    Interval = 15,

    /// <summary>HUGEINT, 128 bits.</summary>
    Int128 = 16,

    /// <summary>VARCHAR, UTF-8.</summary>
    Text = 17,

    /// <summary>BLOB.</summary>
    Bytes = 18,

    /// <summary>DECIMAL, an integer of 16 to 128 bits and a scale.</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S, seconds since 1970.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS, milliseconds since 1970.</summary>
    TimestampMilliseconds = 21,

    /// <summary>TIMESTAMP_NS, nanoseconds since 1970.</summary>
    TimestampNanoseconds = 22,

    /// <summary>UUID, a 128-bit integer whose highest bit is flipped.</summary>
    Uuid = 27,

    /// <summary>TIMESTAMP WITH TIME ZONE: an instant, microseconds since 1970-01-01T00:00Z.</summary>
    Instant = 31,

    /// <summary>UHUGEINT, 128 bits without sign.</summary>
    UInt128 = 32,
}
