using System.Linq;
using Dataflow.Pipelines.Generators.Features.Approvals;
using Dataflow.Pipelines.Generators.Features.Deduplication;
using Dataflow.Pipelines.Generators.Features.Joins;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Features.Outputs;
using Dataflow.Pipelines.Generators.Features.Processes;
using Dataflow.Pipelines.Generators.Features.Sampling;
using Dataflow.Pipelines.Generators.Features.Sinks;
using Dataflow.Pipelines.Generators.Features.Sources;
using Dataflow.Pipelines.Generators.Features.Sql;
using Dataflow.Pipelines.Generators.Features.Tasks;
using Dataflow.Pipelines.Generators.Features.Unions;
using Dataflow.Pipelines.Generators.Features.Windows;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features;

/// <summary>All kinds of nodes: the only list of them.</summary>
internal static class NodeFeatures
{
    /// <summary>In order of precedence: a member with the attributes of two kinds is the first of them.</summary>
    public static IReadOnlyList<NodeFeature> All { get; } =
    [
        new SourceFeature(),
        new OperatorFeature(),
        new RejectedFeature(),
        new LateFeature(),
        new SideFeature(),
        new UnionFeature(),
        new DeduplicateFeature(),
        new SampleFeature(),
        new WindowFeature(),
        new JoinFeature(),
        new SinkFeature(),
        new TaskFeature(),
        new ProcessFeature(),
        new SqlFeature(),
        new ApprovalFeature(),
    ];

    /// <summary>The kinds that take a companion attribute; empty for an attribute that all kinds take or that is not a companion.</summary>
    public static IReadOnlyList<NodeFeature> With(string companion) => [.. All.Where(feature => feature.Companions.Contains(companion))];

    /// <summary>The kinds of a member with these attributes, in the order of the table.</summary>
    public static IEnumerable<NodeFeature> Of(EquatableArray<string> attributes) =>
        All.Where(feature => attributes.Contains(feature.Attribute)).Select(feature => feature.With(attributes));
}
