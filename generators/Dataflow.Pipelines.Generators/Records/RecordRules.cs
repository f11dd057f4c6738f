using Dataflow.Pipelines.Generators.Diagnostics;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>The requirements for a record to get codecs.</summary>
internal static class RecordRules
{
    public static IEnumerable<DiagnosticModel> Check(RecordModel record)
    {
        if (record.Type.IsFileLocal)
        {
            yield return DiagnosticModel.Of(Descriptors.FileLocal, Anchor.Type, record.DisplayName);
        }

        if (CheckShape(record) is { } shape)
        {
            yield return shape;
        }

        foreach (var member in record.Unset)
        {
            yield return DiagnosticModel.Of(
                Descriptors.RequiredMember, Anchor.OfMember(member.Ordinal), member.Name, record.DisplayName, "make it a public property with 'get' and 'init', or remove 'required'");
        }

        foreach (var member in record.Members)
        {
            if (member.Codec == CodecKind.None)
            {
                yield return DiagnosticModel.Of(Descriptors.NoCodec, AnchorOfType(member), member.Name, member.TypeDisplay);
            }

            if (CheckDigits(member) is { } digits)
            {
                yield return digits;
            }

            if (CheckTexts(member.Enum, AnchorOfType(member)) is { } texts)
            {
                yield return texts;
            }
        }

        foreach (var taken in CheckPlaces(record))
        {
            yield return taken;
        }
    }

    /// <summary>Whether codecs can be written: not for a member type that does not exist, which the compiler reports.</summary>
    public static bool HasCodecs(RecordModel record)
    {
        foreach (var member in record.Members)
        {
            if (!member.Codec.Exists())
            {
                return false;
            }
        }

        return record.IsRecordStruct;
    }

    /// <summary>The members of an enumeration that is read and written as text must have different texts.</summary>
    public static DiagnosticModel? CheckTexts(EnumModel? enumeration, Anchor at) =>
        enumeration?.Clash is { } clash ? DiagnosticModel.Of(Descriptors.EnumTexts, at, enumeration.Name, clash.First, clash.Second, clash.Text) : null;

    private static DiagnosticModel? CheckDigits(RecordMember member) =>
        !member.Digits.IsDeclared || !member.Codec.Exists() ? null
        : member.Codec != CodecKind.Decimal ? DiagnosticModel.Of(Descriptors.DecimalDigits, AnchorOf(member), member.Name, "it is a " + member.TypeDisplay + " and no decimal: remove the attribute")
        : !member.Digits.IsValid ? DiagnosticModel.Of(
            Descriptors.DecimalDigits,
            AnchorOf(member),
            member.Name,
            "(" + member.Digits.Precision + ", " + member.Digits.Scale + ") is out of range: the precision is 1 to " + DecimalModel.MaxPrecision + ", the scale 0 to " + DecimalModel.MaxScale + " and at most the precision")
        : null;

    private static DiagnosticModel? CheckShape(RecordModel record)
    {
        if (record is { IsRecordStruct: true, IsReadOnly: true, Type.IsPartial: true })
        {
            return null;
        }

        var missing = new List<string>();
        Add(missing, !record.IsReadOnly, "'readonly'");
        Add(missing, !record.Type.IsPartial, "'partial'");
        Add(missing, !record.IsRecordStruct, "'record'");
        var around = !record.Type.IsPartial && record.Type.Containers.Count > 0 ? ", in types that are partial too" : "";
        return DiagnosticModel.Of(Descriptors.RecordShape, Anchor.Type, record.DisplayName, around, string.Join(" and ", missing));
    }

    private static IEnumerable<DiagnosticModel> CheckPlaces(RecordModel record)
    {
        for (var i = 1; i < record.Members.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (CheckPair(record.Members[j], record.Members[i]) is { } taken)
                {
                    yield return taken;
                    break;
                }
            }
        }
    }

    private static DiagnosticModel? CheckPair(RecordMember first, RecordMember second) =>
        Overlaps(second.JsonName, first.JsonName) ? DiagnosticModel.Of(Descriptors.JsonPathTaken, AnchorOf(second), second.Name, second.JsonName, first.Name)
        : string.Equals(second.Column, first.Column, StringComparison.OrdinalIgnoreCase) ? DiagnosticModel.Of(Descriptors.SameColumn, AnchorOf(second), second.Name, first.Name, first.Column)
        : null;

    // A path must not lead through the value of another member either: "a" is a member, "a.b" another.
    private static bool Overlaps(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal)
        || left.StartsWith(right + ".", StringComparison.Ordinal)
        || right.StartsWith(left + ".", StringComparison.Ordinal);

    private static Anchor AnchorOf(RecordMember member) =>
        member.IsParameter ? Anchor.OfParameter(-1, member.Index) : Anchor.OfMember(member.Ordinal);

    private static Anchor AnchorOfType(RecordMember member) =>
        member.IsParameter ? Anchor.OfParameterType(-1, member.Index) : Anchor.OfMemberType(member.Ordinal);

    private static void Add(List<string> missing, bool isMissing, string word)
    {
        if (isMissing)
        {
            missing.Add(word);
        }
    }
}
