using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>The operations of a <see cref="RecordAttribute"/> struct; implemented by generated code, without reflection.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IRecord<TSelf>
    where TSelf : struct, IRecord<TSelf>
{
    /// <summary>The columns of the record, in the order of its members.</summary>
    static abstract RecordSchema Schema { get; }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The complete object, UTF-8; only white space before and after it.</param>
    /// <param name="decoder">Shares repeated text; owned by one lane.</param>
    /// <param name="record">The record where the result is <see langword="true"/>.</param>
    /// <param name="reason">Where the result is <see langword="false"/>: what is wrong, human-readable, with the member's name.</param>
    /// <returns>Whether the text is a record. Malformed input is a result, never an exception.</returns>
    static abstract bool TryReadJson(ReadOnlySpan<byte> utf8, JsonDecoder decoder, out TSelf record, [NotNullWhen(false)] out string? reason);

    /// <summary>Writes the record as one JSON object.</summary>
    static abstract void WriteJson(Utf8JsonWriter writer, in TSelf record);

    /// <summary>Reads a record field by field, for formats other than JSON.</summary>
    /// <param name="fields">The fields of one message.</param>
    /// <param name="record">The record where the result is <see langword="true"/>.</param>
    /// <param name="reason">Where the result is <see langword="false"/>: what is wrong, human-readable, with the column's name.</param>
    /// <returns>Whether the fields are a record. Malformed input is a result, never an exception.</returns>
    static abstract bool TryReadFields<TFields>(ref TFields fields, out TSelf record, [NotNullWhen(false)] out string? reason)
        where TFields : struct, IFieldReader, allows ref struct;

    /// <summary>Writes the record field by field, for formats other than JSON.</summary>
    static abstract void WriteFields<TFields>(ref TFields fields, in TSelf record)
        where TFields : struct, IFieldWriter, allows ref struct;

    /// <summary>Writes the records column by column, record <c>i</c> to row <c>i</c>.</summary>
    /// <param name="records">At most as many as the writer's columns have room for.</param>
    /// <param name="columns">Typed columns in the order of <see cref="Schema"/>.</param>
    static abstract void WriteColumns<TColumns>(ReadOnlySpan<TSelf> records, ref TColumns columns)
        where TColumns : struct, IColumnWriter;
}
