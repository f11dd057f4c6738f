using Dataflow.Pipelines;
using Dataflow.Pipelines.Control;

namespace Samples;

/// <summary>Every night: collects the day's orders of a shop, checks them, and publishes a report; where too many orders are unusable, somebody is asked first.</summary>
/// <remarks>Each node gives the same result when it is executed again, and is retried: a run survives the loss of its process.</remarks>
[Pipeline("nightly_report", TimeZone = "Europe/Berlin"), ExternalEvent("orders.complete"), Pool("shop", 1)]
public sealed partial class NightlyReport(Shop shop, SqlDatabase orders)
{
    public SqlDatabase Orders => orders;

    [Input("Share of usable orders from which on the report is published")] public double LeastQuality { get; init; } = 0.95;
    [Input("Who decides about a doubtful report")] public string Editor { get; init; } = "editor@example.com";
    [Input("Folder of the reports")] public string Reports { get; init; } = "reports";

    [Task(Pool = "shop"), StartWhen("cron:0 2 * * * || event:orders.complete", Mode = StartMode.Once)]
    [RetryWhen("event:collect.failed && {{ attempts < 3 }}"), Backoff("10s")]
    public Task<Collected> Collect(RunContext run, CancellationToken ct) => shop.CollectAsync(run, ct);

    [Sql("""
        SELECT day, COUNT(*) AS orders, SUM(cents) / 100.0 AS amount,
            (SELECT product FROM orders WHERE day = {{ collect.day }} AND product <> '' GROUP BY product ORDER BY SUM(cents) DESC LIMIT 1) AS best_product
        FROM orders WHERE day = {{ collect.day }} AND product <> '' GROUP BY day
        """, On = nameof(Orders))]
    [StartWhen("event:collect.completed"), RetryWhen("event:total.failed && {{ attempts < 3 }}")]
    public partial SqlTask<Sales> Total { get; }

    [Sql("SELECT day, SUM(product <> '') AS usable, AVG(product <> '') AS share FROM orders WHERE day = {{ collect.day }} GROUP BY day", On = nameof(Orders))]
    [StartWhen("event:collect.completed"), RetryWhen("event:check.failed && {{ attempts < 3 }}")]
    public partial SqlTask<Quality> Check { get; }

    [Approval(
        Title = "Publish the report of {{ total.day }}?",
        Description = "{{ check.usable }} of {{ collect.orders }} orders are usable. Their amount is {{ total.amount }} EUR.",
        Approvers = ["{{ pipeline.input.editor }}"],
        Timeout = "8h")]
    [StartWhen("event:total.completed && event:check.completed && {{ check.share < pipeline.input.least_quality }}")]
    public partial Approval Review { get; }

    [Task]
    [StartWhen("""
        event:total.completed && event:check.completed && {{ check.share >= pipeline.input.least_quality }}
        || event:review.completed && {{ review.approval_result == 'approved' }}
        """)]
    [RetryWhen("event:publish.failed && {{ attempts < 3 }}")]
    public Task<Published> Publish([From(nameof(Total))] Sales sales, CancellationToken ct) => Report.WriteAsync(Reports, sales, ct);

    [Process("tar -czf {{ pipeline.input.reports }}/{{ publish.day }}.tar.gz -C {{ pipeline.input.reports }} {{ publish.file }}", Timeout = "1m")]
    [StartWhen("event:publish.completed"), RetryWhen("event:archive.failed && {{ attempts < 3 }}")]
    public partial ProcessTask Archive { get; }

    [Task, StartWhen("event:review.completed && {{ review.approval_result == 'rejected' }}"), RetryWhen("event:hold.failed && {{ attempts < 3 }}")]
    [AlertWhen("event:hold.completed", Message = "The report of {{ total.day }} was held back by {{ review.decided_by }}: {{ review.approval_comment }}")]
    public Task Hold([From(nameof(Total))] Sales sales, [Value("{{ review.approval_comment }}")] string? why, CancellationToken ct) =>
        Report.HoldAsync(Reports, sales, why, ct);
}
