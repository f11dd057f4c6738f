namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Properties of a codec: its column type, its words in messages, its operations.</summary>
internal static class Codecs
{
    /// <summary>Whether records with such a member can be written and read.</summary>
    public static bool Exists(this CodecKind codec) => codec is not (CodecKind.None or CodecKind.Unknown);

    /// <summary>The name of the column's type in the schema.</summary>
    public static string ColumnType(this CodecKind codec) =>
        codec switch
        {
            CodecKind.DateTime => "Instant",
            CodecKind.Enum or CodecKind.Record or CodecKind.TableName => "Text",
            CodecKind.ByteArray or CodecKind.ByteMemory => "Bytes",
            _ => codec.ToString(),
        };

    /// <summary>The C# type of one value in the column.</summary>
    public static string ColumnValueType(this CodecKind codec) =>
        codec switch
        {
            CodecKind.Boolean => "bool",
            CodecKind.Int8 => "sbyte",
            CodecKind.Int16 => "short",
            CodecKind.Int32 or CodecKind.Date => "int",
            CodecKind.Int64 or CodecKind.Instant or CodecKind.DateTime or CodecKind.TimeOfDay or CodecKind.Duration => "long",
            CodecKind.UInt8 => "byte",
            CodecKind.UInt16 => "ushort",
            CodecKind.UInt32 => "uint",
            CodecKind.UInt64 => "ulong",
            CodecKind.Float32 => "float",
            CodecKind.Float64 => "double",
            CodecKind.Decimal => "decimal",
            CodecKind.Uuid => "sys::Guid",
            CodecKind.ByteArray or CodecKind.ByteMemory => "sys::ReadOnlyMemory<byte>",
            _ => "sys::ReadOnlyMemory<char>",
        };

    /// <summary>The reason for the rejection of a JSON value of another form, after "is".</summary>
    public static string Fault(this CodecKind codec) =>
        codec switch
        {
            CodecKind.Boolean => "neither true nor false",
            CodecKind.Int8 => "no 8-bit integer",
            CodecKind.Int16 => "no 16-bit integer",
            CodecKind.Int32 => "no 32-bit integer",
            CodecKind.Int64 => "no 64-bit integer",
            CodecKind.UInt8 => "no unsigned 8-bit integer",
            CodecKind.UInt16 => "no unsigned 16-bit integer",
            CodecKind.UInt32 => "no unsigned 32-bit integer",
            CodecKind.UInt64 => "no unsigned 64-bit integer",
            CodecKind.Float32 or CodecKind.Float64 or CodecKind.Decimal => "no number",
            CodecKind.Text => "no text",
            CodecKind.Uuid => "no UUID",
            CodecKind.Instant or CodecKind.DateTime => "no date-time",
            CodecKind.Date => "no date",
            CodecKind.TimeOfDay => "no time of day",
            CodecKind.Duration => "no duration",
            CodecKind.ByteArray or CodecKind.ByteMemory => "no base64",
            CodecKind.TableName => "no name of a table",
            _ => "no object",
        };

    /// <summary>Whether values are numbers, which can be summed.</summary>
    public static bool IsNumber(this CodecKind codec) => codec is >= CodecKind.Int8 and <= CodecKind.Decimal;

    /// <summary>Whether values have an order.</summary>
    public static bool IsOrdered(this CodecKind codec) =>
        codec.IsNumber() || codec is CodecKind.Text or CodecKind.Instant or CodecKind.DateTime or CodecKind.Date or CodecKind.TimeOfDay or CodecKind.Duration;
}
