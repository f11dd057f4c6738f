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
        "A trigger or template cannot be read",
        "The {0} cannot be read: {1}",
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

    public static readonly DiagnosticDescriptor TriggerType = new(
        "DFP1010",
        "Values in a trigger or template do not fit together",
        "The types do not fit: {0}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1010.md");

    public static readonly DiagnosticDescriptor MayBeMissing = new(
        "DFP1011",
        "A value may be missing when the node starts",
        "'{0}' takes a value of '{1}', which need not have completed when '{2}' starts: {3}wait for it in [StartWhen]",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1011.md");

    public static readonly DiagnosticDescriptor NeverStarts = new(
        "DFP1013",
        "Nothing starts a node",
        "Nothing starts '{0}': {1}",
        References,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1013.md");

    public static readonly DiagnosticDescriptor UnknownPool = new(
        "DFP1014",
        "There is no such pool",
        "There is no pool '{0}' in '{1}'{2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1014.md");

    public static readonly DiagnosticDescriptor NeverFires = new(
        "DFP1015",
        "A part of a trigger can never be true",
        "'{0}' can never be true: {1}",
        References,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1015.md");

    public static readonly DiagnosticDescriptor SecretShown = new(
        "DFP1016",
        "A text would show a secret",
        "{0} would show '{1}', a sensitive input; {2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1016.md");
}
