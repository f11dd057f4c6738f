using System;
using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>Names that the generated part of a pipeline class gives to its types, none of which is a member's.</summary>
internal sealed class PipelineNames
{
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _used;
    private readonly PipelineModel _pipeline;
    private readonly Dictionary<string, string> _types = [];

    public PipelineNames(PipelineModel pipeline)
    {
        _pipeline = pipeline;
        _taken = new HashSet<string>(
            pipeline.Nodes.Select(node => node.Name).Concat(pipeline.Inputs.Select(input => input.Name)).Concat(pipeline.OtherMembers).Concat(pipeline.InheritedMembers).Concat([pipeline.Type.Name]),
            StringComparer.Ordinal);

        // A type inside the class would hide one of the same name that the user's own code means.
        _used = new HashSet<string>(_taken, StringComparer.Ordinal);
        _used.UnionWith(pipeline.Records.Select(record => record.Type.Name.TrimStart('@')));
        Inputs = Type("Inputs");
    }

    /// <summary>The class as its nested types name it.</summary>
    public string Self => _pipeline.Type.Self;

    /// <summary>The type of the values that were given.</summary>
    public string Inputs { get; }

    /// <summary>The short names of types in generated code: no local has one of them.</summary>
    public IEnumerable<string> TypeNames => _pipeline.Records.Select(record => record.Type.Name.TrimStart('@')).Concat([Self.TrimStart('@')]);

    public string Block(BlockPlan block) => Type(block.First.Name + "Block");

    public string Key(NodeModel node) => Type(node.Name + "Key");

    public string Codec(TypeModel record) => Type(new string(record.Display.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray()) + "Codec");

    public string Join(NodeModel node) => Type(node.Name + "Join");

    public string LeftKey(NodeModel node) => Type(node.Name + "LeftKey");

    public string RightKey(NodeModel node) => Type(node.Name + "RightKey");

    public string Accumulator(NodeModel node) => Type(node.Name + "Accumulator");

    public string StateCodec(NodeModel node) => Type(node.Name + "State");

    /// <summary>A type of the user's, short where it stands in the namespace of the pipeline and no member has its name.</summary>
    public string Of(TypeModel type) => Of(type.FullName);

    /// <inheritdoc cref="Of(TypeModel)"/>
    public string Of(string fullName)
    {
        var prefix = "global::" + (_pipeline.Type.Namespace.Length == 0 ? "" : _pipeline.Type.Namespace + ".");
        var name = fullName.StartsWith(prefix, StringComparison.Ordinal) ? fullName.Substring(prefix.Length) : "";
        return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !_taken.Contains(name) && _pipeline.Type.Containers.Count == 0 && !_pipeline.Type.HasClashes
            ? TypeParser.Identifier(name)
            : Types.Short(fullName);
    }

    /// <summary>A member as code writes it.</summary>
    public static string Member(string name) => TypeParser.Identifier(name);

    private string Type(string name)
    {
        if (!_types.TryGetValue(name, out var free))
        {
            free = name;
            while (!_used.Add(free))
            {
                free += "_";
            }

            _taken.Add(free);
            _types.Add(name, free);
        }

        return free;
    }
}
