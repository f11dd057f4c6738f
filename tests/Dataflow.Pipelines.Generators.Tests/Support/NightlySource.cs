namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>A pipeline of tasks: a schedule, a retry, a branch, a join, an alert, an approval.</summary>
internal static class NightlySource
{
    public const string Text = """
        using System.Threading;
        using System.Threading.Tasks;
        using Dataflow.Pipelines;

        namespace Shop;

        public enum Verdict { Fine, QuitePoor }

        [Record] public readonly partial record struct Extracted(string Table, long Rows, DateTimeOffset At);
        [Record] public readonly partial record struct Features(string Table, long Rows);
        [Record] public readonly partial record struct Checks(long Missing);
        [Record] public readonly partial record struct Merged(string Table, double Score, Verdict Verdict, Checks Checks);

        [Record] public readonly partial record struct Release([Approved] bool IsApproved, string Table);

        public interface IWarehouse
        {
            Task<Extracted> ExtractAsync(DateTimeOffset day, CancellationToken ct);
            Task<Features> BuildAsync(string table, string features);
        }

        [Pipeline("nightly_features", TimeZone = "Europe/Berlin", CatchUp = CatchUp.All, MaxActiveRuns = 2), ExternalEvent("data.arrived"), Pool("warehouse", 2)]
        public sealed partial class NightlyFeatures(IWarehouse warehouse)
        {
            [Input("Least score")] public double Score { get; init; } = 0.9;

            [Task(Pool = "warehouse", Timeout = "30m", Priority = 5)]
            [StartWhen("cron:0 2 * * * || event:data.arrived && {{ event.rows > 0 }}", Mode = StartMode.Once), RetryWhen("event:extract.failed && {{ attempts < 3 }}"), Backoff("10s", Max = "5m")]
            public Task<Extracted> Extract(RunContext run, CancellationToken ct) => warehouse.ExtractAsync(run.LogicalTime, ct);

            [Task, StartWhen("event:extract.completed"), SkipWhen("{{ extract.rows == 0 }}")]
            public Task<Features> UserFeatures([From(nameof(Extract))] Extracted extracted) => warehouse.BuildAsync(extracted.Table, "users");

            [Task, StartWhen("event:extract.completed")]
            public Task<Features> ItemFeatures([Value("{{ extract.table }}")] string table, [Value("items of {{ run.logical_time }}")] string features) => warehouse.BuildAsync(table, features);

            [Task, StartWhen("event:user_features.completed && event:item_features.completed")]
            public static ValueTask<Merged> Merge([From(nameof(UserFeatures))] Features users, [From(nameof(ItemFeatures))] Features items, [From(nameof(Publish))] Features? published) =>
                new(new Merged(users.Table, users.Rows / (double)items.Rows, published is null ? Verdict.Fine : Verdict.QuitePoor, new Checks(0)));

            [Task, StartWhen("event:merge.completed && {{ merge.score >= pipeline.input.score && merge.verdict != 'quite_poor' }}")]
            public Task<Features> Publish([From(nameof(Merge))] Merged merged) => warehouse.BuildAsync(merged.Table, "published");

            [Task, StartWhen("event:merge.completed && ({{ merge.score < pipeline.input.score }} || {{ merge.checks.missing > 10 }})"), StopWhen("event:publish.completed && !event:merge.failed")]
            [AlertWhen("event:review.started && {{ now() - extract.at > 2h }}", Channel = "slack", Severity = Severity.Critical, Message = "{{ merge.table }} of {{ extract.rows }} rows is late")]
            public Task Review(CancellationToken ct) => Task.CompletedTask;

            [Approval(Title = "Publish {{ merge.table }}", Description = "Its score is {{ merge.score }}.", Approvers = ["data@shop.org", "lead@shop.org"], Quorum = 2, Timeout = "2h", RemindEvery = "30m")]
            [StartWhen("event:review.completed")]
            public partial Approval<Release> Decide { get; }

            [Task, StartWhen("event:decide.completed && {{ decide.approval_result == 'approved' }}")]
            public Task<Features> PublishReviewed([From(nameof(Decide))] Release release, [Value("{{ decide.table }} by {{ decide.decided_by }}")] string text) => warehouse.BuildAsync(release.Table, text);
        }
        """;
}
