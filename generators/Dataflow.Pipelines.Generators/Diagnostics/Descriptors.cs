using System.Collections.Immutable;
using System.Linq;
using Dataflow.Pipelines.Generators.Features;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>The table of all rules; each has a page with the name of its id in <c>docs/diagnostics</c>.</summary>
internal static partial class Descriptors
{
    public const string Structure = "Structure";
    public const string References = "References";
    public const string TypesAndCodecs = "Types";
    public const string Lifetimes = "Lifetimes";
    public const string HelpLink = "https://github.com/dataflow-pipelines/dataflow-pipelines/blob/main/docs/diagnostics/";

    /// <summary>All of them: those of every kind of node, and those of one kind.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All =>
    [
        NotPartial,
        RecordShape,
        PipelineShape,
        DuplicateId,
        BadId,
        Cycle,
        NotFed,
        NoSink,
        NotRead,
        RejectsNotTaken,
        LateNotTaken,
        SideNotTaken,
        TwoKinds,
        MemberShape,
        ReservedInput,
        AttributeDoesNotApply,
        MissingPart,
        SameOption,
        OutOfRange,
        RepeatedStream,
        NoProgram,
        RestartArgument,
        RejectAfter,
        FileLocal,
        RequiredMember,
        NullMember,
        LanguageVersion,
        GeneratorFault,
        HiddenName,
        NeedsControl,
        UnknownNode,
        UnknownMember,
        NoSuchOutput,
        TriggerSyntax,
        UnknownEvent,
        UnknownPath,
        UnknownInput,
        BadCron,
        RetryOfOther,
        TriggerType,
        MayBeMissing,
        NeverStarts,
        UnknownPool,
        NeverFires,
        SecretShown,
        NoCodec,
        NoRecord,
        EdgeTypes,
        JsonPathTaken,
        BadDuration,
        AggregateType,
        UnknownParameter,
        UnknownSignature,
        WatermarkType,
        NoAggregate,
        NoConnector,
        SourceForm,
        WholeFormat,
        InputType,
        KeyType,
        EnumTexts,
        SameColumn,
        DecimalDigits,
        ValueParameter,
        NoService,
        WritesField,
        MutableInput,
        .. NodeFeatures.All.SelectMany(static feature => feature.Diagnostics),
    ];
}
