namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A chain with a branch, a join and a retry, as users write it.</summary>
[Pipeline("feature_chain", TimeZone = "Europe/Berlin"), ExternalEvent("data.arrived"), Pool("warehouse", 1)]
public sealed partial class FeatureChain(Log log)
{
    [Input("Least quality")] public double Quality { get; init; } = 0.9;

    [Task(Pool = "warehouse")]
    [StartWhen("cron:0 3 * * * || event:data.arrived", Mode = StartMode.Once), RetryWhen("event:extract.failed && {{ attempts < 3 }}"), Backoff("10s")]
    public Task<Extracted> Extract(RunContext run, CancellationToken ct) => log.Extract(run, ct);

    [Task, StartWhen("event:extract.completed")]
    public async Task<Features> UserFeatures([From(nameof(Extract))] Extracted extracted)
    {
        await log.Note($"user features of {extracted.Table}");
        return new Features("users", extracted.Rows / 2);
    }

    [Task, StartWhen("event:extract.completed")]
    public async Task<Features> ItemFeatures([Value("{{ extract.rows }}")] long rows, [Value("of {{ extract.table }} at {{ run.logical_time }}")] string text)
    {
        await log.Note("item features " + text);
        return new Features("items", rows / 3);
    }

    [Task, StartWhen("event:user_features.completed && event:item_features.completed")]
    public static ValueTask<Merged> Merge([From(nameof(UserFeatures))] Features users, [From(nameof(ItemFeatures))] Features items) =>
        ValueTask.FromResult(new Merged("features", users.Rows + items.Rows > 10 ? 0.95 : 0.5, new Report(users.Rows, items.Rows), Verdict.Fine));

    [Task, StartWhen("event:merge.completed && {{ merge.quality_score >= pipeline.input.quality && merge.verdict == 'fine' }}")]
    public Task Load() => log.Note("load");

    [Task, StartWhen("event:merge.completed && {{ merge.quality_score < pipeline.input.quality }}"), SkipWhen("{{ merge.report.users == 0 }}")]
    public Task Review([From(nameof(Merge))] Merged merged) => log.Note("review " + merged.Table);
}
