using Benchmarks.Targets;

namespace Nexmark.Running;

/// <summary>Targets of the queries. The published figures of Flink are of other machines: they are shown for scale and are no target.</summary>
internal static class SuiteTargets
{
    public const string DifferingResults = "differing_results";

    public static IReadOnlyList<Target> All { get; } = [new(DifferingResults, Bound.AtMost, 0, "runs", "runs of a query whose rows differ from those of DuckDB's SQL")];
}
