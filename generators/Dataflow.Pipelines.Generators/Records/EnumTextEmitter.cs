using System.Linq;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes the texts of the enumerations of a record, each in a nested class of the record: an enumeration may be accessible only inside the types around it.</summary>
internal static class EnumTextEmitter
{
    /// <summary>The class that reads and writes the enumeration's texts.</summary>
    public static string ClassName(RecordModel record, EnumModel enumeration) => ClassNames(record)[enumeration.FullName];

    /// <summary>The names of these classes by the full names of their enumerations; none is the name of a member or of a type visible in the record.</summary>
    public static Dictionary<string, string> ClassNames(RecordModel record)
    {
        var used = new HashSet<string>(record.TakenNames.Concat(record.VisibleTypes), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var enumeration in Enumerations(record))
        {
            var name = PlainName(enumeration);
            while (!used.Add(name))
            {
                name += "_";
            }

            names.Add(enumeration.FullName, name);
        }

        return names;
    }

    /// <summary>The names of the classes where these names are free.</summary>
    public static IEnumerable<string> PlainNames(RecordModel record) => Enumerations(record).Select(PlainName);

    public static void Emit(SourceBuilder code, RecordModel record)
    {
        foreach (var enumeration in Enumerations(record))
        {
            code.Line();
            EmitClass(code, record, enumeration);
        }
    }

    private static IEnumerable<EnumModel> Enumerations(RecordModel record) =>
        record.Members.Select(static member => member.Enum).OfType<EnumModel>().GroupBy(static enumeration => enumeration.FullName).Select(static group => group.First());

    private static string PlainName(EnumModel enumeration) =>
        new string(enumeration.FullName.Substring("global::".Length).Select(static c => char.IsLetterOrDigit(c) ? c : '_').ToArray()) + "Text";

    private static void EmitClass(SourceBuilder code, RecordModel record, EnumModel enumeration)
    {
        var type = enumeration.FullName;
        using var body = code.Block("private static class " + ClassName(record, enumeration));
        using (code.Block("public static string Of(" + type + " value) => value switch", "};"))
        {
            foreach (var value in enumeration.Values.Where(value => !value.IsAlias))
            {
                code.Line(type + "." + value.Member + " => " + Literals.Text(value.Text) + ",");
            }

            code.Line("_ => value.ToString(), // a number without a name is rejected where it is read again");
        }

        code.Line();
        using (code.Block("public static bool TryRead(ref flow::CodeGeneration.JsonScanner json, out " + type + "? value)"))
        {
            code.Line("value = null;");
            code.Line("return json.TryUtf8(out var text) ? TryParse(text, out value) : json.IsNull;");
        }

        code.Line();
        code.Line("public static bool TryRead<TFields>(ref TFields fields, int column, out " + type + "? value)");
        using (code.Indent())
        {
            code.Line("where TFields : struct, flow::IFieldReader, allows ref struct");
        }

        using (code.Block(""))
        {
            code.Line("value = null;");
            code.Line("return fields.TryUtf8(column, out var text) ? TryParse(text, out value) : fields.IsNull(column);");
        }

        code.Line();
        using (code.Block("private static bool TryParse(sys::ReadOnlySpan<byte> text, out " + type + "? value)"))
        {
            code.Line("value = null;");
            var first = true;
            foreach (var value in enumeration.Values)
            {
                using (code.Block((first ? "if" : "else if") + " (text.SequenceEqual(" + Literals.Text(value.Text) + "u8))"))
                {
                    code.Line("value = " + type + "." + value.Member + ";");
                }

                first = false;
            }

            code.Line();
            code.Line("return value is not null;");
        }
    }
}
