using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary><c>[Sql]</c>: statements that are executed in runs.</summary>
internal sealed class SqlFeature : RunFeature
{
    public override string Attribute => "Sql";

    public override string Word => "statement";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override string PropertyType => Vocabulary.SqlTask;

    public override bool MayHaveNoOutput => true;

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => SqlDescriptors.All;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => new SqlModel(
        reader.Text(), reader.TryText("On"), reader.TryText("Folder"), reader.TryText("Ledger"), reader.TryNumber("ProgressRows"), RunSettings.Parse(symbol, member, reader));

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        graph.Node(index).Part is SqlModel sql ? SqlRule.Check(graph, index, sql) : [];

    public override IEnumerable<string> Settings(NodeModel node) => ((SqlModel)node.Part!).RunSettings.Code();

    public override void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index) => SqlEmitter.Emit(code, graph, names, index);
}
