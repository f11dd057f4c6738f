using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>The table of all rules; each has a page of its id in <c>docs/diagnostics</c>.</summary>
internal static partial class Descriptors
{
    private const string Structure = "Structure";
    private const string References = "References";
    private const string TypesAndCodecs = "Types";
    private const string Lifetimes = "Lifetimes";
    private const string HelpLink = "https://github.com/dataflow-pipelines/dataflow-pipelines/blob/main/docs/diagnostics/";

    /// <summary>All of them, by id.</summary>
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
        FileLocal,
        RequiredMember,
        NullMember,
        LanguageVersion,
        GeneratorFault,
        HiddenName,
        WindowKinds,
        WindowArgument,
        WindowDurations,
        TimeZoneId,
        UnboundedJoin,
        JoinBounds,
        UnknownNode,
        UnknownMember,
        NoSuchOutput,
        TriggerSyntax,
        UnknownEvent,
        UnknownPath,
        UnknownInput,
        BadCron,
        RetryOfOther,
        NoTimers,
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
        StateType,
        EnumTexts,
        SameColumn,
        DecimalDigits,
        ValueParameter,
        NoService,
        AsyncSignature,
        AsyncParameter,
        JoinSignature,
        JoinKeys,
        JoinNullability,
        WritesField,
        MutableInput,
    ];
}
