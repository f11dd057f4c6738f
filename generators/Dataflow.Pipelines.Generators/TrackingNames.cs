namespace Dataflow.Pipelines.Generators;

/// <summary>Names of the generator's steps, by which tests check which steps ran again.</summary>
internal static class TrackingNames
{
    public const string Record = nameof(Record);
    public const string RecordClashes = nameof(RecordClashes);
    public const string RecordOutput = nameof(RecordOutput);
    public const string Pipeline = nameof(Pipeline);
    public const string PipelineClashes = nameof(PipelineClashes);
    public const string PipelineOutput = nameof(PipelineOutput);
    public const string EntryOutput = nameof(EntryOutput);
    public const string StubOutput = nameof(StubOutput);
    public const string Faults = nameof(Faults);
    public const string Diagnostics = nameof(Diagnostics);
}
