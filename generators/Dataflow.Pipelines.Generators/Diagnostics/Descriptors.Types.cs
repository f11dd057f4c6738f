using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoRecord = new(
        "DFP2002",
        "A stream carries records and nothing else",
        "'{0}' is no [Record], and '{1}' can carry nothing else: declare it as [Record] readonly partial record struct",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2002.md");

    public static readonly DiagnosticDescriptor EdgeTypes = new(
        "DFP2003",
        "The types along an edge do not fit",
        "'{0}' takes '{1}', but '{2}' gives '{3}'",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2003.md");

    public static readonly DiagnosticDescriptor BadDuration = new(
        "DFP2005",
        "A duration cannot be read",
        "'{0}' is no duration: {1}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2005.md");

    public static readonly DiagnosticDescriptor AggregateType = new(
        "DFP2006",
        "An aggregate does not fit the type of its member",
        "[{0}] cannot be '{1}': {2}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2006.md");

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "DFP2007",
        "No rule explains a parameter",
        "No rule explains parameter '{0}' of type '{1}': {2}; take services by the constructor",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2007.md");

    public static readonly DiagnosticDescriptor UnknownSignature = new(
        "DFP2008",
        "No rule explains the signature of a node",
        "No rule explains the signature of '{0}': {1}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2008.md");

    public static readonly DiagnosticDescriptor WatermarkType = new(
        "DFP2009",
        "Event time is a DateTimeOffset",
        "Member '{0}' of '{1}' is '{2}', and event time must be 'DateTimeOffset'",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2009.md");

    public static readonly DiagnosticDescriptor NoAggregate = new(
        "DFP2010",
        "A member of a window's record has no aggregate",
        "Member '{0}' of '{1}' does not specify what window '{2}' computes for it: give it [Count], [Sum], [WindowStart] or another of their kind",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2010.md");

    public static readonly DiagnosticDescriptor SourceForm = new(
        "DFP2024",
        "The type of a source does not specify records or messages",
        "'{0}' is {1}: the type of '{2}' must be one source, of records ('{3}') or of messages in a format ('{4}'), as the type of the connector itself is",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2024.md");

    public static readonly DiagnosticDescriptor WholeFormat = new(
        "DFP2025",
        "A record does not fit its format",
        "A message of {0} is one value, and '{1}' has {2}: give it one member of type {3}, or take another format for '{4}'",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2025.md");

    public static readonly DiagnosticDescriptor NoConnector = new(
        "DFP2011",
        "The type of a source or sink is no connector",
        "'{0}' is no {1}: its type must implement '{2}'",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2011.md");

    public static readonly DiagnosticDescriptor InputType = new(
        "DFP2012",
        "An input cannot be read from a text",
        "Input '{0}' of type '{1}' cannot be read from the command line: use a text, number, bool, Guid, date or time, TimeSpan or enumeration",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2012.md");

    public static readonly DiagnosticDescriptor KeyType = new(
        "DFP2013",
        "A member cannot be a key",
        "Member '{0}' of type '{1}' cannot be a key: {2}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2013.md");

    public static readonly DiagnosticDescriptor NoService = new(
        "DFP2023",
        "A constructor parameter cannot be given",
        "Parameter '{0}' of the constructor, of type '{1}', cannot be given by the host: {2}; take a service by value",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2023.md");

    public static readonly DiagnosticDescriptor ValueParameter = new(
        "DFP2022",
        "A constructor parameter is a value",
        "Parameter '{0}' of the constructor is a '{1}', a value and no service: make it an [Input], or give the parameter a default value",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2022.md");
}
