using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>The diagnostics of windows.</summary>
internal static class WindowDescriptors
{
    public static readonly DiagnosticDescriptor WindowKinds = new(
        "DFP0030",
        "A window is of one kind",
        "Window '{0}' cannot have both {1} and {2}: remove one of the arguments",
        Descriptors.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0030.md");

    public static readonly DiagnosticDescriptor WindowArgument = new(
        "DFP0031",
        "An argument does not apply to the kind of the window",
        "{0} does not apply to window '{1}': {2}",
        Descriptors.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0031.md");

    public static readonly DiagnosticDescriptor WindowDurations = new(
        "DFP0032",
        "The durations of a window do not fit together",
        "The durations of window '{0}' do not fit together: {1}",
        Descriptors.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0032.md");

    public static readonly DiagnosticDescriptor TimeZoneId = new(
        "DFP0033",
        "A time zone is named by its IANA id",
        "'{0}' is no IANA id of a time zone: write an area and a place, as in \"Europe/Berlin\", or \"UTC\"",
        Descriptors.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0033.md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [WindowKinds, WindowArgument, WindowDurations, TimeZoneId];
}
