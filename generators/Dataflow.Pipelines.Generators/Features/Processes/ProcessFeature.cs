using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary><c>[Process]</c>: a program that is executed in runs.</summary>
internal sealed class ProcessFeature : RunFeature
{
    public override string Attribute => "Process";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override string PropertyType => Vocabulary.ProcessTask;

    public override bool MayHaveNoOutput => true;

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => ProcessDescriptors.All;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) =>
        new ProcessModel(reader.Text(), reader.Texts("Environment").ToEquatableArray(), reader.TryText("WorkingFolder"), reader.TryNumber("OutputLimit"), RunSettings.Parse(symbol, member, reader));

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        graph.Node(index).Part is ProcessModel process ? ProcessRule.Check(graph, index, process) : [];

    public override IEnumerable<string> Settings(NodeModel node) => ((ProcessModel)node.Part!).RunSettings.Code();

    public override void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index) => ProcessEmitter.Emit(code, graph, names, index);
}
