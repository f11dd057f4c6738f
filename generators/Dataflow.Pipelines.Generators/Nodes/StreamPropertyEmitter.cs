using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>Writes the other part of each partial property that is a node: for streams, and in a stub for any declared type.</summary>
internal static class StreamPropertyEmitter
{
    public static void Emit(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        var written = new HashSet<string>();
        foreach (var node in pipeline.Nodes)
        {
            // The compiler reports a type that does not exist, in the user's part only.
            if (node is { Partial: { HasBody: false } declared, Oddity: null, DeclaredType.IsUnknown: false } && Carries(pipeline, node) && written.Add(node.Name))
            {
                EmitProperty(code, node, declared, names);
                code.Line();
            }
        }
    }

    // The type argument of a stream that is not a record, and gets no record stub, violates the constraint of Stream<T>: one error for it is enough.
    private static bool Carries(PipelineModel pipeline, NodeModel node)
    {
        if (node.Output is not { IsRecord: false } carried)
        {
            return true;
        }

        foreach (var record in pipeline.Unmarked)
        {
            if (record.Type.FullName == carried.FullName)
            {
                return true;
            }
        }

        return false;
    }

    // Of a type whose values are made of the node's id.
    private static bool IsNode(string type)
    {
        foreach (var known in Vocabulary.NodeTypes)
        {
            var name = "global::" + Vocabulary.Namespace + "." + known;
            if (type == name || (type.StartsWith(name + "<", System.StringComparison.Ordinal) && type.EndsWith(">", System.StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static void EmitProperty(SourceBuilder code, NodeModel node, PartialProperty declared, PipelineNames names)
    {
        var isNode = IsNode(declared.Type);
        var head = node.Modifiers + "partial " + (isNode ? names.Of(declared.Type) : declared.Type) + " " + TypeParser.Identifier(node.Name);
        var value = isNode ? "new(" + Literals.Text(node.Id) + ")" : PipelineEmitter.Fault;
        if (declared.IsReadOnly)
        {
            code.Line(head + " => " + value + ";");
            return;
        }

        using (code.Block(head))
        {
            foreach (var accessor in declared.Accessors)
            {
                code.Line(accessor + (accessor.EndsWith("get", System.StringComparison.Ordinal) ? " => " + value + ";" : " => " + PipelineEmitter.Fault + ";"));
            }
        }
    }
}
