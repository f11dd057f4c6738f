using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>Conditions under which a class cannot have a generated part, or cannot be created by one.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor FileLocal = new(
        "DFP0022",
        "A type of one file cannot have a generated part",
        "'{0}' is visible in its own file only ('file'), and its generated part is another file: make it, and the types around it, internal",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0022.md");

    public static readonly DiagnosticDescriptor RequiredMember = new(
        "DFP0023",
        "Nothing sets a required member",
        "'{0}' of '{1}' is required, and nothing sets it: {2}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0023.md");

    public static readonly DiagnosticDescriptor NullMember = new(
        "DFP0024",
        "A member has no value",
        "'{0}' of '{1}' must not be null, and has no default value: give it one, or make it required or nullable",
        Structure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0024.md");

    public static readonly DiagnosticDescriptor LanguageVersion = new(
        "DFP0025",
        "The project has an old version of C#",
        "'{0}' needs C# 13 or later, and the project has C# {1}: remove LangVersion from the project, or raise it",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0025.md");

    public static readonly DiagnosticDescriptor GeneratorFault = new(
        "DFP0026",
        "The generator has a fault",
        "The generator has a fault and wrote no code for '{0}' ({1}): report it with the declaration of the type, at https://github.com/dataflow-pipelines/dataflow-pipelines/issues",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0026.md");

    public static readonly DiagnosticDescriptor HiddenName = new(
        "DFP0027",
        "A type hides a name that generated code needs",
        "The generated part of '{0}' cannot be written: the type '{1}' hides {2}; rename that type, or put it into a namespace that '{0}' is not in",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0027.md");
}
