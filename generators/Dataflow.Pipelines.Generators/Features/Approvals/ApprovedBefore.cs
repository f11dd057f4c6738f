using System.Linq;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>Which approvals were approved whenever a node starts: those that each alternative of its start trigger asks for, itself or by a node that it waits for.</summary>
internal sealed class ApprovedBefore
{
    private static readonly ConditionalWeakTable<PipelineGraph, ApprovedBefore> Found = new();

    private readonly PipelineGraph _graph;
    private readonly List<IReadOnlyList<IReadOnlyList<TriggerTerm>>> _starts;
    private readonly Dictionary<int, bool[]> _approved = [];

    private ApprovedBefore(PipelineGraph graph)
    {
        _graph = graph;
        _starts = [.. graph.Pipeline.Nodes.Select(static node => TriggerRule.StartOf(node) is { } start ? TriggerCompiler.Alternatives(start) : [])];
    }

    /// <summary>The fault of a node that takes a value of a form which need not be there when it starts; null where it is.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="node">Index of the node.</param>
    /// <param name="approval">Index of the approval.</param>
    /// <param name="place">Where it takes the value.</param>
    /// <param name="what">What takes it.</param>
    /// <param name="otherFix">Another fix than to ask in its trigger, before that one; empty for none.</param>
    public static DiagnosticModel? Check(PipelineGraph graph, int node, int approval, Anchor place, string what, string otherFix) =>
        Found.GetValue(graph, static graph => new ApprovedBefore(graph)).IsApproved(node, approval)
            ? null
            : DiagnosticModel.Of(
                ApprovalDescriptors.MayBeRejected, place, what, graph.Node(approval).Name, graph.Node(node).Name, otherFix, "{{ " + graph.Node(approval).Id + ".approval_result == 'approved' }}");

    private bool IsApproved(int node, int approval)
    {
        lock (_approved)
        {
            if (!_approved.TryGetValue(approval, out var approved))
            {
                _approved.Add(approval, approved = Find(approval));
            }

            return approved[node];
        }
    }

    // The greatest solution: it was approved before a node unless an alternative shows that it need not have been.
    private bool[] Find(int approval)
    {
        var approved = _starts.Select((alternatives, node) => alternatives.Count > 0 && node != approval).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < approved.Length; i++)
            {
                if (approved[i] && !_starts[i].All(terms => terms.Any(term => Implies(term, approval) || IsAfter(term, approved))))
                {
                    approved[i] = false;
                    changed = true;
                }
            }
        }

        return approved;
    }

    private bool IsAfter(TriggerTerm term, bool[] approved) =>
        term is { IsNegated: false, Expression: EventExpression named } && EventOwner.Of(_graph.Pipeline, named.Name) is { Node: >= 0 and var owner } && approved[owner];

    // That the approval has ended is checked with its values.
    private bool Implies(TriggerTerm term, int approval) =>
        term.Expression switch
        {
            PathExpression path => !term.IsNegated && ValueOf(path, approval) is { Code: "IsApproved" },
            BinaryExpression { Operator: "==" or "!=", Right: ConstantExpression constant, Left: PathExpression path } comparison =>
                ImpliesApproval(ValueOf(path, approval), constant, comparison.Operator == "==" != term.IsNegated),
            BinaryExpression { Operator: "==" or "!=", Left: ConstantExpression constant, Right: PathExpression path } comparison =>
                ImpliesApproval(ValueOf(path, approval), constant, comparison.Operator == "==" != term.IsNegated),
            BinaryExpression { Operator: "<" or "<=" or ">" or ">=" } comparison => !term.IsNegated && comparison.All().OfType<PathExpression>().Any(path => ValueOf(path, approval) is { IsConditional: true }),
            _ => false,
        };

    // A member of the form that equals something is there.
    private static bool ImpliesApproval(Runs.OutputValue? value, ConstantExpression constant, bool isEqual) =>
        value switch
        {
            { Column: "approval_result" } => constant.Text == (isEqual ? "approved" : "rejected"),
            { Code: "IsApproved" } => constant.Text == (isEqual ? "true" : "false"),
            { IsConditional: true } => (constant.Kind != ConstantKind.Null) == isEqual,
            _ => false,
        };

    private Runs.OutputValue? ValueOf(PathExpression path, int approval) =>
        path.Names.Length > 1 && path.Names[0] == _graph.Node(approval).Id
            ? PathNames.ValuesOf(_graph.Pipeline, _graph.Node(approval)).FirstOrDefault(value => value.Column == path.Names[1])
            : null;
}
