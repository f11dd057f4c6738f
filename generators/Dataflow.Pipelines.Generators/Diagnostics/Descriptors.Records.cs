using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RecordShape = new(
        "DFP0002",
        "A record is a readonly partial record struct",
        "Record '{0}' must be declared as 'readonly partial record struct'{1}: add {2}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0002.md");

    public static readonly DiagnosticDescriptor NoCodec = new(
        "DFP2001",
        "A member has no codec",
        "Member '{0}' of type '{1}' has no codec: use a number, bool, string, Guid, date or time, an enumeration without flags, bytes, another [Record], or a nullable of these",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2001.md");

    public static readonly DiagnosticDescriptor JsonPathTaken = new(
        "DFP2004",
        "Two members have one place in the JSON object",
        "Member '{0}' is at '{1}' in the JSON object, and so is '{2}': give one of them another [JsonPath]",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2004.md");

    public static readonly DiagnosticDescriptor EnumTexts = new(
        "DFP2019",
        "Two members of an enumeration have the same text",
        "'{0}' has the members '{1}' and '{2}', which are both '{3}' as text: rename one of them",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2019.md");

    public static readonly DiagnosticDescriptor SameColumn = new(
        "DFP2020",
        "Two members are one column",
        "Members '{0}' and '{1}' are both column '{2}': rename one of them",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2020.md");

    public static readonly DiagnosticDescriptor DecimalDigits = new(
        "DFP2021",
        "[Decimal] cannot be applied",
        "[Decimal] cannot be applied to member '{0}': {1}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2021.md");
}
