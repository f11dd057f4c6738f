using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        "DFP0001",
        "A pipeline is a partial class",
        "Pipeline '{0}' and the types around it must be partial: the generator writes the other part",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0001.md");

    public static readonly DiagnosticDescriptor PipelineShape = new(
        "DFP0003",
        "A pipeline is a class that can be instantiated",
        "Pipeline '{0}' must not be {1}: the host makes an object of it at each start",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0003.md");

    public static readonly DiagnosticDescriptor DuplicateId = new(
        "DFP0004",
        "Two nodes have one id",
        "Nodes '{0}' and '{1}' have the id '{2}': give one of them another with [Node(\"...\")]",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0004.md");

    public static readonly DiagnosticDescriptor BadId = new(
        "DFP0005",
        "An id must be a name",
        "'{0}' cannot be an id: use letters, digits and underscores, not beginning with a digit{1}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0005.md");

    public static readonly DiagnosticDescriptor Cycle = new(
        "DFP0006",
        "Nodes feed each other in a cycle",
        "'{0}' feeds itself: {1}; a stream graph has no cycles",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0006.md");

    public static readonly DiagnosticDescriptor NotFed = new(
        "DFP0007",
        "Nothing feeds a node",
        "Nothing feeds '{0}': {1}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0007.md");

    public static readonly DiagnosticDescriptor NoSink = new(
        "DFP0008",
        "The records of a source reach no sink",
        "The records of '{0}' reach no sink: add a [Sink(From = nameof({1}))]",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0008.md");

    public static readonly DiagnosticDescriptor NotRead = new(
        "DFP0009",
        "No node reads a stream",
        "No node reads the records of '{0}', so they would be lost: add a node with From = nameof({0})",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0009.md");

    public static readonly DiagnosticDescriptor RejectsNotTaken = new(
        "DFP0010",
        "No stream takes the rejects of a node",
        "'{0}' can reject records and no stream takes them: add a [Rejected(nameof({0}))] stream of DeadLetter",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0010.md");

    public static readonly DiagnosticDescriptor LateNotTaken = new(
        "DFP0011",
        "No stream takes the late records of a window",
        "No stream takes the late records of '{0}': add a [Late(From = nameof({0}))] stream of '{1}'",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0011.md");

    public static readonly DiagnosticDescriptor SideNotTaken = new(
        "DFP0012",
        "No stream takes a side output",
        "No stream takes side output '{0}' of '{1}': add a [Side(From = nameof({1}))] public partial Stream<{2}> {3} {{ get; }}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0012.md");

    public static readonly DiagnosticDescriptor TwoKinds = new(
        "DFP0013",
        "A member is one node",
        "'{0}' cannot be both {1} and {2}: remove one of the attributes",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0013.md");

    public static readonly DiagnosticDescriptor MemberShape = new(
        "DFP0014",
        "A node is declared as its kind requires",
        "[{0}] belongs on {1}; '{2}' is {3}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0014.md");

    public static readonly DiagnosticDescriptor ReservedInput = new(
        "DFP0015",
        "An input has the name of a verb or an option of the host",
        "Input '{0}' cannot be given on the command line, because the host has {1} '{2}': choose another name",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0015.md");

    public static readonly DiagnosticDescriptor AttributeDoesNotApply = new(
        "DFP0016",
        "An attribute does not apply to the kind of the node",
        "[{0}] does not apply to {1}: it goes with {2}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0016.md");

    public static readonly DiagnosticDescriptor MissingPart = new(
        "DFP0017",
        "A node lacks a part that its kind needs",
        "'{0}' needs {1}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0017.md");

    public static readonly DiagnosticDescriptor SameOption = new(
        "DFP0018",
        "Two inputs have one name on the command line",
        "Inputs '{0}' and '{1}' are both '--{2}': choose another name for one of them",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0018.md");

    public static readonly DiagnosticDescriptor OutOfRange = new(
        "DFP0019",
        "A number of lanes, batches, runs or slots is out of range",
        "{0} of '{1}' must be {2}, and is {3}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0019.md");

    public static readonly DiagnosticDescriptor RepeatedStream = new(
        "DFP0020",
        "A node takes a stream twice",
        "'{0}' takes '{1}' twice{2}, and would still get each of its records once: name the stream once",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0020.md");

    public static readonly DiagnosticDescriptor RestartArgument = new(
        "DFP0028",
        "An argument does not apply to the mode of the restart policy",
        "{0} does not apply to Restart.{1}: {2}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0028.md");

    public static readonly DiagnosticDescriptor RejectAfter = new(
        "DFP0029",
        "RejectAfter does not apply to the operator",
        "RejectAfter does not apply to '{0}': {1}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0029.md");

    public static readonly DiagnosticDescriptor NoProgram = new(
        "DFP0021",
        "A program without a Main needs the package of the host",
        "There is no Main, and the one that would run '{0}' needs the package Dataflow.Pipelines: reference it (dotnet add package Dataflow.Pipelines) or write a Main",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0021.md");

    public static readonly DiagnosticDescriptor NeedsControl = new(
        "DFP0042",
        "The control plane's package is missing",
        "'{0}' {1}: add the package Dataflow.Pipelines.Control to the project",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0042.md");
}
