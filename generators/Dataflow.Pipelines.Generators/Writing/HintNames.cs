using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Names of generated files. The compiler compares them case-insensitively, while C# type names are case-sensitive.</summary>
internal static class HintNames
{
    private const int MaxLength = 150;

    /// <summary>The metadata names that differ from another one only in case.</summary>
    public static EquatableArray<string> FindClashes(IEnumerable<string> metadataNames) =>
        metadataNames
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Distinct(StringComparer.Ordinal).Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The file of a type, as in <c>Samples.RawEvent.Record.g.cs</c>.</summary>
    public static string Of(TypeIdentity type, string kind, EquatableArray<string> clashes)
    {
        // Roslyn accepts letters and digits, but not the combining marks that C# names may contain; a file system accepts 255 bytes.
        var plain = type.MetadataName.Replace('+', '-').Replace('`', '_');
        var name = new string(plain.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_').ToArray());
        var isChanged = name != plain || name.Length > MaxLength;
        return (isChanged && name.Length > MaxLength ? name.Substring(0, MaxLength) : name)
            + (isChanged || clashes.Contains(type.MetadataName) ? "." + Hash(type.MetadataName) : "")
            + "." + kind + ".g.cs";
    }

    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
