
namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>A program of a user that is published trimmed: both connectors, a column of most types, state in a checkpoint, a service.</summary>
internal static class TrimmedPipeline
{
    internal const string Name = "Visits";

    internal const string Code = """
        using Dataflow.Pipelines;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public enum Kind { View, Click }

        [Record]
        public readonly partial record struct Visit(
            string Id, string User, DateTimeOffset At, Kind Kind, [Decimal(12, 2)] decimal Price, double? Score, Guid? Session, DateOnly? Day, TimeOnly? Time, TimeSpan? Stay, bool IsFirst, byte Age);

        [Record]
        public readonly partial record struct RankedVisit(
            string Id, string User, DateTimeOffset At, Kind Kind, [Decimal(12, 2)] decimal Price, double? Score, Guid? Session, DateOnly? Day, TimeOnly? Time, TimeSpan? Stay, bool IsFirst, byte Age, long Rank);

        [Record]
        public readonly partial record struct Total([WindowKey] string User, [WindowStart] DateTimeOffset From, [Count] long Visits, [Sum(nameof(RankedVisit.Price))] decimal Spent);

        public sealed class Names
        {
            private int _calls;

            // The first call fails and is made again.
            public async ValueTask<string> OfAsync(string user)
            {
                await Task.Yield();
                return Interlocked.Increment(ref _calls) == 1 ? throw new IOException("not yet") : user.ToUpperInvariant();
            }
        }

        [Pipeline("visits")]
        public sealed partial class VisitPipeline(Names names)
        {
            [Input("Kafka address")] public required string Kafka { get; init; }
            [Input("Where the lake is")] public required string Lake { get; init; }

            [Source, Watermark(nameof(Visit.At), MaxOutOfOrderness = "10s")]
            public KafkaSource<Visit> Events => new(Kafka, "visits");

            [Operator(From = nameof(Events))]
            public static OrReject<Visit> Check(in Visit visit) => visit.User.Length > 0 ? visit : Reject.Because("user is empty");

            [Deduplicate(From = nameof(Check), Within = "5m"), KeyBy(nameof(Visit.Id))]
            public partial Stream<Visit> Distinct { get; }

            [Operator(From = nameof(Distinct)), AsyncIO(Retries = 2, Backoff = "1ms")]
            public async ValueTask<Visit> Named(Visit visit, CancellationToken stop) => visit with { User = await names.OfAsync(visit.User) };

            [Operator(From = nameof(Named)), KeyBy(nameof(Visit.User)), StateTtl("1h")]
            public static RankedVisit Rank(in Visit v, ref long seen) => new(v.Id, v.User, v.At, v.Kind, v.Price, v.Score, v.Session, v.Day, v.Time, v.Stay, v.IsFirst, v.Age, ++seen);

            [Sink(From = nameof(Rank)), RollOn("5m")]
            public ParquetSink<RankedVisit> Files => new(Lake) { PartitionBy = "hour={window_start:yyyyMMddHH}" };

            [Window(From = nameof(Rank), Tumbling = "1m"), KeyBy(nameof(RankedVisit.User))]
            public partial Stream<Total> Minutes { get; }

            [Sink(From = nameof(Minutes))] public KafkaSink<Total> Totals => new(Kafka, "totals");

            [Late(From = nameof(Minutes))] public partial Stream<RankedVisit> TooLate { get; }

            [Sink(From = nameof(TooLate))] public KafkaSink<RankedVisit> LateVisits => new(Kafka, "visits_late");

            [Rejected(nameof(Events), nameof(Check))] public partial Stream<DeadLetter> Wrong { get; }

            [Sink(From = nameof(Wrong))] public KafkaSink<DeadLetter> DeadLetters => new(Kafka, "visits_dlq");
        }

        partial class Program
        {
            static partial void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<Names>();
        }
        """;

    /// <summary>A message of the topic <c>visits</c>.</summary>
    internal static string Visit(string id, string user, int second) =>
        $$$"""{"id":"{{{id}}}","user":"{{{user}}}","at":"2026-01-02T03:04:{{{second:00}}}.25Z","kind":"click","price":12.50,"score":1.5,"session":"0f8fad5b-d9cb-469f-a165-70867728950e","day":"2026-01-02","time":"03:04:05","stay":"00:01:30","is_first":true,"age":200}""";
}
