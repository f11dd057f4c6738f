using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>Writes the handling of a record whose processing threw, where nodes reject such records.</summary>
internal sealed class FaultEmitter(SourceBuilder code, PipelinePlan plan, ChainScope scope, IReadOnlyList<int> rejecting)
{
    /// <param name="rethrows">Whether other nodes may have thrown: their fault stops the job.</param>
    /// <param name="isInLoop">Whether the code is inside the loop, where the current record has a name.</param>
    public void Emit(bool rethrows, bool isInLoop = false)
    {
        var place = isInLoop ? scope.PlaceInLoop : scope.Place;
        if (rethrows)
        {
            using (code.Block("if (" + string.Join(" && ", rejecting.Select(node => "running != " + scope.Counters(node))) + ")"))
            {
                code.Line("throw Unexpected(running, " + place + ", fault);");
            }

            code.Line();
        }

        foreach (var node in rejecting.Where(node => LimitOf(node) > 0))
        {
            using (code.Block("if (running == " + scope.Counters(node) + ")"))
            {
                code.Line("FailUntil(running, " + place + ", fault, " + LimitOf(node).ToString(CultureInfo.InvariantCulture) + ");");
            }

            code.Line();
        }

        // Nodes whose rejects go to the same streams share the lines.
        foreach (var group in rejecting.GroupBy(node => Skips(node) ? "" : "> " + string.Join(",", RejectEmitter.Streams(plan, node))))
        {
            var lines = Skips(group.First()) ? ["Skip(running, " + place + ", fault);"] : RejectEmitter.Lines(plan, scope, group.First(), place, "$\"{fault.GetType().Name}: {fault.Message}\"", "running", isInLoop ? "ticks" : null).ToList();
            if (group.Count() == rejecting.Count)
            {
                lines.ForEach(line => code.Line(line));
                continue;
            }

            using (code.Block("if (" + string.Join(" || ", group.Select(node => "running == " + scope.Counters(node))) + ")"))
            {
                lines.ForEach(line => code.Line(line));
            }

            code.Line();
        }
    }

    private int LimitOf(int node) => plan.Graph.Node(node).Part is OperatorModel { RejectAfter: { } limit } ? limit : 0;

    private bool Skips(int node) => plan.Graph.Node(node).Part is OperatorModel { SkipsFaults: true };
}
