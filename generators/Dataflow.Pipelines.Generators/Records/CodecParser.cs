using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Finds the codec of a member's type.</summary>
internal static class CodecParser
{
    /// <summary>The codec of a type that is not nullable, and its enumeration where it is one.</summary>
    public static (CodecKind Codec, EnumModel? Enum) Parse(ITypeSymbol type) =>
        type switch
        {
            { TypeKind: TypeKind.Error } => (CodecKind.Unknown, null),
            { SpecialType: not SpecialType.None } => (OfSpecial(type.SpecialType), null),
            { TypeKind: TypeKind.Enum } => ParseEnum((INamedTypeSymbol)type),
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => (CodecKind.ByteArray, null),
            INamedTypeSymbol named => (OfNamed(named), null),
            _ => (CodecKind.None, null),
        };

    private static CodecKind OfSpecial(SpecialType type) =>
        type switch
        {
            SpecialType.System_Boolean => CodecKind.Boolean,
            SpecialType.System_SByte => CodecKind.Int8,
            SpecialType.System_Int16 => CodecKind.Int16,
            SpecialType.System_Int32 => CodecKind.Int32,
            SpecialType.System_Int64 => CodecKind.Int64,
            SpecialType.System_Byte => CodecKind.UInt8,
            SpecialType.System_UInt16 => CodecKind.UInt16,
            SpecialType.System_UInt32 => CodecKind.UInt32,
            SpecialType.System_UInt64 => CodecKind.UInt64,
            SpecialType.System_Single => CodecKind.Float32,
            SpecialType.System_Double => CodecKind.Float64,
            SpecialType.System_Decimal => CodecKind.Decimal,
            SpecialType.System_String => CodecKind.Text,
            SpecialType.System_DateTime => CodecKind.DateTime,
            _ => CodecKind.None,
        };

    private static CodecKind OfNamed(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Struct && Symbols.FindAttribute(type, "Record") is not null)
        {
            return CodecKind.Record;
        }

        if (type.Arity == 1)
        {
            return Symbols.Is(type, "System", "ReadOnlyMemory", 1) && type.TypeArguments[0].SpecialType == SpecialType.System_Byte
                ? CodecKind.ByteMemory
                : CodecKind.None;
        }

        if (Symbols.IsOurs(type, "TableName"))
        {
            return CodecKind.TableName;
        }

        return !Symbols.Is(type, "System", type.Name) ? CodecKind.None : type.Name switch
        {
            "Guid" => CodecKind.Uuid,
            "DateTimeOffset" => CodecKind.Instant,
            "DateOnly" => CodecKind.Date,
            "TimeOnly" => CodecKind.TimeOfDay,
            "TimeSpan" => CodecKind.Duration,
            _ => CodecKind.None,
        };
    }

    // A value of a flags enumeration need not be one of its members: it has no text.
    private static (CodecKind Codec, EnumModel? Enum) ParseEnum(INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(attribute => Symbols.Is(attribute.AttributeClass, "System", "FlagsAttribute")))
        {
            return (CodecKind.None, null);
        }

        // The name of the first member for each value and each text.
        var byValue = new Dictionary<object, string>();
        var byText = new Dictionary<string, string>(System.StringComparer.Ordinal);
        var members = new List<EnumValue>();
        EnumClash? clash = null;
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.ConstantValue is not { } value)
            {
                continue;
            }

            var isAlias = byValue.TryGetValue(value, out var member);
            if (!isAlias)
            {
                byValue.Add(value, member = field.Name);
            }

            var text = SnakeCase.Of(field.Name);
            if (!byText.TryGetValue(text, out var other))
            {
                byText.Add(text, member!);
                members.Add(new EnumValue(TypeParser.Identifier(member!), text, isAlias));
            }
            else if (other != member)
            {
                clash ??= new EnumClash(other, field.Name, text);
            }
        }

        return members.Count == 0
            ? (CodecKind.None, null)
            : (CodecKind.Enum, new EnumModel(Symbols.FullName(type), type.Name, members.ToEquatableArray(), clash));
    }
}
