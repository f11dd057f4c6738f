using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary><c>[Task]</c>: a user method that is called in runs.</summary>
internal sealed class TaskFeature : RunFeature
{
    public override string Attribute => "Task";

    public override MemberShape Shape => MemberShape.Method;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) =>
        symbol is IMethodSymbol method ? TaskParser.Parse(method, member, reader) : null;

    public override ITypeSymbol? ParseCarried(ITypeSymbol declared) => null;

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        graph.Node(index).Part is TaskModel task ? TaskRule.Check(graph, index, task) : [];

    public override IEnumerable<string> Settings(NodeModel node) => ((TaskModel)node.Part!).RunSettings.Code();

    public override void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index) => TaskEmitter.Emit(code, graph, names, index);
}
