using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnknownNode = new(
        "DFP1001",
        "There is no such node",
        "There is no node '{0}' in '{1}'{2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1001.md");

    public static readonly DiagnosticDescriptor UnknownMember = new(
        "DFP1002",
        "There is no such member of the record",
        "Record '{1}' has no member '{0}'{2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1002.md");

    public static readonly DiagnosticDescriptor NoSuchOutput = new(
        "DFP1003",
        "A node has no such output",
        "'{0}' has no such output: {1}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1003.md");

    public static readonly DiagnosticDescriptor TriggerSyntax = new(
        "DFP1004",
        "A trigger cannot be read",
        "The trigger cannot be read: {0}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1004.md");

    public static readonly DiagnosticDescriptor UnknownEvent = new(
        "DFP1005",
        "There is no such event",
        "There is no event '{0}': {1}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1005.md");

    public static readonly DiagnosticDescriptor UnknownPath = new(
        "DFP1006",
        "A path is unknown",
        "'{0}' is unknown: {1}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1006.md");

    public static readonly DiagnosticDescriptor UnknownInput = new(
        "DFP1007",
        "There is no such input",
        "There is no input '{0}' in '{1}'{2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1007.md");

    public static readonly DiagnosticDescriptor BadCron = new(
        "DFP1008",
        "A cron expression cannot be read",
        "The cron expression cannot be read: {0}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1008.md");

    public static readonly DiagnosticDescriptor RetryOfOther = new(
        "DFP1009",
        "A node retries on its own failure only",
        "[RetryWhen] of '{0}' may name only its own 'failed' event, 'event:{1}.failed'",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1009.md");
}
