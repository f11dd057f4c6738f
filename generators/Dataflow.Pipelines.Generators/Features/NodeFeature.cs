using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features;

/// <summary>
/// One kind of node: how it is declared, parsed, checked, placed in the job graph and written. A stateless object for each kind;
/// <see cref="NodeFeatures"/> lists them, and generator and analyzer both use them. Members return the value for most kinds; a kind overrides the differences.
/// </summary>
internal abstract class NodeFeature
{
    /// <summary>Name of the attribute that makes a member such a node.</summary>
    public abstract string Attribute { get; }

    /// <summary>The name of the kind in messages.</summary>
    public virtual string Word => Attribute.ToLowerInvariant();

    /// <summary>The word with its article ("a" for a union).</summary>
    public string Noun => ("aeio".IndexOf(Word[0]) >= 0 ? "an " : "a ") + Word;

    /// <summary>How its nodes are declared.</summary>
    public abstract MemberShape Shape { get; }

    /// <summary>The type of its nodes' properties, where these are partial; generic in their record.</summary>
    public virtual string PropertyType => "Stream";

    /// <summary>Whether its nodes may be declared with <see cref="PropertyType"/> alone, without a record.</summary>
    public virtual bool MayHaveNoOutput => false;

    /// <summary>Which output of its upstream a node takes.</summary>
    public virtual PortKind Port => PortKind.Main;

    /// <summary>The further attributes that this kind takes, of those that only some kinds take.</summary>
    public virtual IReadOnlyList<string> Companions => [];

    /// <summary>The fix for a node that nothing feeds, for messages.</summary>
    public virtual string HowToFeed => "name its upstream, From = nameof(...)";

    /// <summary>Whether records enter the pipeline here: no node feeds it.</summary>
    public virtual bool IsSource => false;

    /// <summary>Whether records leave the pipeline here: it feeds no node.</summary>
    public virtual bool IsSink => false;

    /// <summary>Whether it unites several streams and has no block.</summary>
    public virtual bool Unites => false;

    /// <summary>Whether its nodes are executed in runs: they are no parts of a job graph.</summary>
    public virtual bool IsRunBound => false;

    /// <summary>Whether its nodes are parts of a generated loop: they process each record without waiting.</summary>
    public virtual bool IsInLoop => false;

    /// <summary>The suffixes after the node's name in the names of its generated types.</summary>
    public virtual IReadOnlyList<string> TypeSuffixes => [];

    /// <summary>The diagnostics of this kind only.</summary>
    public virtual IReadOnlyList<DiagnosticDescriptor> Diagnostics => [];

    /// <summary>The kind of the node, given all its attributes.</summary>
    public virtual NodeFeature With(EquatableArray<string> attributes) => this;

    /// <summary>The names of the nodes that feed it.</summary>
    public virtual IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [reader.Text("From")];

    /// <summary>The record type in the type of a property, or null.</summary>
    public virtual ITypeSymbol? ParseCarried(ITypeSymbol declared) => Symbols.IsOurs(declared, PropertyType, 1) ? ((INamedTypeSymbol)declared).TypeArguments[0] : null;

    /// <summary>The part of the node's model for this kind; null where its member has another shape.</summary>
    public virtual NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => null;

    /// <summary>The faults of a node of the kind that prevent code generation.</summary>
    public virtual IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) => [];

    /// <summary>Records that would be lost, or state that would grow, at a node; the graph can still be written.</summary>
    public virtual IEnumerable<DiagnosticModel> CheckRouting(PipelineGraph graph, int index) => [];

    /// <summary>The diagnostic for a type that carries no record.</summary>
    public virtual DiagnosticModel WrongType(NodeModel node) =>
        DiagnosticModel.Of(Descriptors.MemberShape, Anchor.OfMemberType(node.Member), Attribute, "a partial property of type '" + PropertyType + "<T>'" + (MayHaveNoOutput ? " or '" + PropertyType + "'" : ""), node.Name, "of type '" + node.DeclaredType.Display + "'");

    /// <summary>Whether a node may reject records, so that a stream must take them.</summary>
    public virtual bool CanReject(NodeModel node) => false;

    /// <summary>Whether the records of a node must have an event time.</summary>
    public virtual bool NeedsEventTime(NodeModel node) => false;

    /// <summary>Why a node does not have the output that another takes; null where it has.</summary>
    public virtual string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port switch
        {
            PortKind.Rejects when !CanReject(node) =>
                "it rejects nothing; sources do, operators that return OrReject<T>, those with OnError = OnError.Reject, and windows with a [Sum] of integers or decimals",
            PortKind.Late => "only a window or a join has late records",
            PortKind.Side => "it has no parameter 'ref Emitter<T> " + ReferenceRule.Camel(taker.Name) + "'",
            _ => null,
        };

    /// <summary>The type of the records that a node takes; null where any is valid, or where a rule of the kind checks it.</summary>
    public virtual TypeModel? Taken(NodeModel node) => node.Output;

    /// <summary>The type of the records that another node gets from a node; null where it is unknown.</summary>
    public virtual TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port switch
        {
            PortKind.Rejects => new TypeModel("global::Dataflow.Pipelines.DeadLetter", "DeadLetter", true, false),
            PortKind.Main => node.Output,
            _ => null,
        };

    /// <summary>Assigns a node to its block. A node without a block represents an output of its upstream.</summary>
    public virtual void Place(PipelinePlan plan, int index) => plan.Follow(index, plan.Graph.Upstreams(index)[0]);

    /// <summary>The streams that feed a block's first node, each with the input that takes it.</summary>
    public virtual IEnumerable<(int Stream, int Port)> Inlets(PipelineGraph graph, int index) => graph.Upstreams(index).Select(static stream => (stream, 0));

    /// <summary>Whether the input records of a block must carry their source position.</summary>
    public virtual bool NeedsPositions(PipelinePlan plan, BlockPlan block) => false;

    /// <summary>Index of a stream among the outputs of a library block.</summary>
    public virtual int OutputOf(NodeModel node, NodeModel stream) => 0;

    /// <summary>The type that computes the key of the records at one of a node's inputs; null without a key.</summary>
    public virtual string? KeyType(PipelineNames names, NodeModel node, int port) => node.IsKeyed ? names.Key(node) : null;

    /// <summary>The types of the records that wait in a node and are written to checkpoints.</summary>
    public virtual IEnumerable<TypeModel> Waiting(PipelineGraph graph, NodeModel node) => [];

    /// <summary>The kind in the descriptor.</summary>
    public virtual string DescribedAs(NodeModel node) => Attribute;

    /// <summary>The expression that creates a lane of a block, from <c>lane</c> and <c>pipeline</c>.</summary>
    public virtual string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => throw new InvalidOperationException("A " + Word + " has no block.");

    /// <summary>Writes the types that a block needs, each after an empty line: here the key, where it has one.</summary>
    public virtual void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        if (block.First.IsKeyed)
        {
            KeySelectorEmitter.Emit(code, plan.Graph, names, block.First);
        }
    }

    public sealed override string ToString() => Attribute;
}
