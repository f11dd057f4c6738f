using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Records;

/// <summary>Writes the texts of the enumerations of a record, each in a class inside the record: an enumeration may be one that only the types around it see.</summary>
internal static class EnumTextEmitter
{
    /// <summary>The class that reads and writes the enumeration's texts.</summary>
    public static string ClassName(RecordModel record, EnumModel enumeration)
    {
        var name = new string(enumeration.FullName.Substring("global::".Length).Select(c => char.IsLetterOrDigit(c) ? c : '_').ToArray()) + "Text";
        while (record.TakenNames.Contains(name))
        {
            name += "_";
        }

        return name;
    }

    public static void Emit(SourceBuilder code, RecordModel record)
    {
        var written = new HashSet<string>();
        foreach (var member in record.Members)
        {
            if (member.Enum is { } enumeration && written.Add(enumeration.FullName))
            {
                code.Line();
                EmitClass(code, record, enumeration);
            }
        }
    }

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
            using (code.Block("if (!json.TryUtf8(out var text))"))
            {
                code.Line("return json.IsNull;");
            }

            code.Line();
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
