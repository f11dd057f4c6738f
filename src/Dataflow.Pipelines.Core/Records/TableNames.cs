using System.ComponentModel;
using System.Text;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Names of tables as members of records: a text in each format. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TableNames
{
    /// <summary>Reads a value of JSON.</summary>
    /// <param name="json">At the value.</param>
    /// <param name="value">The name; <see langword="null"/> for null.</param>
    /// <returns>Whether it is a name or null.</returns>
    public static bool TryRead(ref JsonScanner json, out TableName? value)
    {
        value = null;
        return json.TryUtf8(out var text) ? TryParse(text, out value) : json.IsNull;
    }

    /// <summary>Reads a field.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="value">The name; <see langword="null"/> where there is no value.</param>
    /// <returns>Whether it is a name or has no value.</returns>
    public static bool TryRead<TFields>(ref TFields fields, int column, out TableName? value)
        where TFields : struct, IFieldReader, allows ref struct
    {
        value = null;
        return fields.TryUtf8(column, out var text) ? TryParse(text, out value) : fields.IsNull(column);
    }

    /// <summary>Reads what a checkpoint holds: an empty text is the name of no table.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no name.</exception>
    public static TableName Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? default : TableName.Parse(text);
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out TableName? value)
    {
        var isName = TableName.TryParse(Encoding.UTF8.GetString(text), out var name);
        value = isName ? name : null;
        return isName;
    }
}
