using System.Linq;
using Dataflow.Pipelines.Generators.Chains;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>The names of the nested types in the generated part of a pipeline class; none is the name of a member.</summary>
internal sealed class PipelineNames
{
    private const string InputsType = "Inputs";
    private const string OutputsType = "RunOutputs";
    private const string TriggersType = "Triggers";
    private const string CallsType = "Calls";
    private const string StreamInputsType = "StreamInputs";

    // Members of the class of the outputs, and their parameters.
    private static readonly string[] OutputNames = ["Set", "Remove", "node", "json"];

    // The suffixes of types that many kinds have.
    private static readonly string[] Common = ["Block", "Key"];

    // A record struct already has members of these names, or must not have them.
    private static readonly HashSet<string> RecordNames = new(StringComparer.Ordinal)
    {
        "Clone", "Deconstruct", "Equals", "EqualityContract", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString",
    };

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

        // A nested type would hide a type of the same name that the user's code refers to.
        _used = new HashSet<string>(_taken, StringComparer.Ordinal);
        _used.UnionWith(pipeline.Records.Select(record => record.Type.Name.TrimStart('@')));
        _used.UnionWith(pipeline.VisibleTypes);
        Inputs = Type(InputsType);
    }

    /// <summary>The class with the outputs of a run.</summary>
    public string Outputs => Type(OutputsType);

    /// <summary>The class with the guards of the triggers.</summary>
    public string Triggers => Type(TriggersType);

    /// <summary>The class with the calls of the tasks.</summary>
    public string Calls => Type(CallsType);

    /// <summary>The class with what stream nodes take from the outputs of runs.</summary>
    public string StreamInputs => Type(StreamInputsType);

    /// <summary>The name of the class in its own code.</summary>
    public string Self => IsHidden(_pipeline.Type.Name) || _pipeline.InheritedMembers.Contains(_pipeline.Type.Name) ? _pipeline.Type.FullName : _pipeline.Type.Self;

    /// <summary>The type of the given input values.</summary>
    public string Inputs { get; }

    /// <summary>The short names of types in generated code: no local has one of them.</summary>
    public IEnumerable<string> TypeNames => _pipeline.Records.Select(record => record.Type.Name.TrimStart('@')).Concat([_pipeline.Type.Name.TrimStart('@')]);

    /// <summary>The names that the nested types of a pipeline can have.</summary>
    public static IEnumerable<string> OfTypes(PipelineModel pipeline) =>
        pipeline.Nodes.SelectMany(static node => Common.Concat(node.Feature.TypeSuffixes), static (node, suffix) => node.Name + suffix)
            .Concat(pipeline.Records.Select(static record => CodecName(record.DisplayName)))
            .Concat([InputsType, OutputsType, TriggersType, CallsType, StreamInputsType]);

    /// <summary>The property for an input among the given values, in code.</summary>
    public string Given(InputModel input) =>
        Member(Free(input.Name, RecordNames.Contains, _pipeline.Inputs.Select(static other => other.Name)));

    /// <summary>The field for the output of a node.</summary>
    public string Output(NodeModel node) =>
        Member(Free(node.Name, name => RecordNames.Contains(name) || OutputNames.Contains(name) || name == Outputs, _pipeline.Nodes.Select(static other => other.Name)));

    /// <summary>The field for what a parameter of a stream node takes.</summary>
    public string StreamInput(NodeModel node, string parameter) => Output(node) + "_" + parameter;

    public string Block(BlockPlan block) => Type(block.First.Name + "Block");

    public string Key(NodeModel node) => Type(node.Name + "Key");

    /// <summary>A type that is written for a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="suffix">A suffix that its kind declares: otherwise the type could hide a user type undetected.</param>
    public string Of(NodeModel node, string suffix) =>
        node.Feature.TypeSuffixes.Contains(suffix) ? Type(node.Name + suffix) : throw new InvalidOperationException("'" + node.Feature + "' has not declared types named '" + suffix + "'.");

    public string Codec(TypeModel record) => Type(CodecName(record.Display));

    /// <summary>A user type; its short name where it is in the namespace of the pipeline and no member has that name.</summary>
    public string Of(TypeModel type) => Of(type.FullName);

    /// <inheritdoc cref="Of(TypeModel)"/>
    public string Of(string fullName)
    {
        // A generic type of this library with one argument, such as a format of a record.
        var open = fullName.IndexOf('<');
        if (open > 0 && fullName.EndsWith(">", StringComparison.Ordinal) && fullName.IndexOfAny(['<', ',', '>'], open + 1) == fullName.Length - 1 && Types.Short(fullName.Substring(0, open)) is var outer && outer.StartsWith("flow::", StringComparison.Ordinal))
        {
            return outer + "<" + Of(fullName.Substring(open + 1, fullName.Length - open - 2)) + ">";
        }

        var prefix = "global::" + (_pipeline.Type.Namespace.Length == 0 ? "" : _pipeline.Type.Namespace + ".");
        var name = fullName.StartsWith(prefix, StringComparison.Ordinal) ? fullName.Substring(prefix.Length) : "";
        return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !IsHidden(name) && !_taken.Contains(name) && _pipeline.Type.Containers.Count == 0 && !_pipeline.Type.HasClashes
            ? TypeParser.Identifier(name)
            : Types.Short(fullName);
    }

    // A variable or a member of a block could hide it; names that begin with a capital letter are safe from generated variables.
    private bool IsHidden(string name) => name.Length == 0 || !char.IsUpper(name[0]) || name is ChainEmitter.LoopMethod or ChainEmitter.OutputsType || _pipeline.HidingMembers.Contains(name);

    private static string CodecName(string record) => new string(record.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray()) + "Codec";

    /// <summary>The name of a member in code.</summary>
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

    // The name, or the name with underscores that is neither taken nor the name of another member.
    private static string Free(string name, Func<string, bool> isTaken, IEnumerable<string> others)
    {
        var free = name;
        while (isTaken(free) || (free != name && others.Contains(free)))
        {
            free += "_";
        }

        return free;
    }
}
