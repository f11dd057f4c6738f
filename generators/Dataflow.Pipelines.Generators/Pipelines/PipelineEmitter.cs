using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Writes the file of one pipeline: construction, streams, descriptor, job graph, and the types of each block.</summary>
internal static class PipelineEmitter
{
    /// <summary>The body of each member of a stub, as an expression.</summary>
    public const string Fault = "throw new sys::InvalidOperationException(\"The pipeline has errors.\")";

    public static string Emit(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        var plan = PipelinePlan.Of(graph);
        var names = new PipelineNames(pipeline);
        var isControlled = IsControlled(pipeline);
        return GeneratedFile.Write(pipeline.Type, "flow::Graph.IPipeline<" + names.Self + ">" + (isControlled ? ", flow::Control.IControlledPipeline<" + names.Self + ">" : ""), code =>
        {
            ConstructorEmitter.Emit(code, pipeline, names);
            StreamPropertyEmitter.Emit(code, pipeline, names);
            DescriptorEmitter.Emit(code, plan, names);
            code.Line();
            ConstructorEmitter.EmitCheck(code, pipeline, names);
            code.Line();
            ConstructorEmitter.EmitCreate(code, pipeline, names);
            code.Line();
            BuildEmitter.Emit(code, plan, names);
            ConstructorEmitter.EmitInputs(code, pipeline, names);
            foreach (var block in plan.Blocks)
            {
                block.First.Feature.Emit(code, plan, names, block);
            }

            foreach (var type in RecordCodecEmitter.Records(graph))
            {
                code.Line();
                RecordCodecEmitter.Emit(code, graph, names, type);
            }

            if (isControlled)
            {
                ControlEmitter.Emit(code, graph, names);
            }
        });
    }

    /// <summary>Whether the control plane runs the pipeline: it has nodes that are executed in runs, or triggers.</summary>
    private static bool IsControlled(PipelineModel pipeline) => pipeline.HasControl && pipeline.Nodes.Any(static node => node.Feature.IsRunBound || node.Triggers.Count > 0);

    /// <summary>Writes the stub for a pipeline with errors: the members that its class must have, so that ours are the only errors shown.</summary>
    public static string EmitStub(PipelineModel pipeline)
    {
        var names = new PipelineNames(pipeline);
        const string Throw = Fault + ";";
        return GeneratedFile.Write(pipeline.Type, pipeline.IsStatic ? "" : "flow::Graph.IPipeline<" + names.Self + ">", code =>
        {
            StreamPropertyEmitter.Emit(code, pipeline, names);
            if (pipeline.IsStatic)
            {
                return;
            }

            code.Line("static flow::Graph.PipelineDescriptor flow::Graph.IPipeline<" + names.Self + ">.Descriptor => " + Throw);
            code.Line();
            code.Line("static void flow::Graph.IPipeline<" + names.Self + ">.CheckInputs(flow::CodeGeneration.InputValues values) => " + Throw);
            code.Line();
            code.Line("static " + names.Self + " flow::Graph.IPipeline<" + names.Self + ">.Create(sys::IServiceProvider services, flow::CodeGeneration.InputValues values) => " + Throw);
            code.Line();
            code.Line("static void flow::Graph.IPipeline<" + names.Self + ">.Build(" + names.Self + " pipeline, flow::CodeGeneration.JobBuilder job) => " + Throw);
        });
    }
}
