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
/// One kind of node: how it is declared, read, checked, placed in the job graph and written. An object without state, one for each kind, which
/// <see cref="NodeFeatures"/> lists; generator and analyzer both ask it. Each member answers as most kinds do; a kind overrides what differs.
/// </summary>
internal abstract class NodeFeature
{
    /// <summary>Name of the attribute that makes a member such a node.</summary>
    public abstract string Attribute { get; }

    /// <summary>What people call the kind.</summary>
    public virtual string Word => Attribute.ToLowerInvariant();

    /// <summary>The word with its article; that of a union is "a".</summary>
    public string Noun => ("aeio".IndexOf(Word[0]) >= 0 ? "an " : "a ") + Word;

    /// <summary>How its nodes are declared.</summary>
    public abstract MemberShape Shape { get; }

    /// <summary>Which output of its upstream a node takes.</summary>
    public virtual PortKind Port => PortKind.Main;

    /// <summary>The attributes that mean something beside its own, of those that some kinds take and others do not.</summary>
    public virtual IReadOnlyList<string> Companions => [];

    /// <summary>What to do about a node that nothing feeds.</summary>
    public virtual string HowToFeed => "name its upstream, From = nameof(...)";

    /// <summary>Whether records come in by it: nothing feeds it.</summary>
    public virtual bool IsSource => false;

    /// <summary>Whether records leave by it: it feeds nothing.</summary>
    public virtual bool IsSink => false;

    /// <summary>Whether it is one stream of several and has no records of its own.</summary>
    public virtual bool Unites => false;

    /// <summary>Whether its nodes are parts of a generated loop: their records come and go without waiting.</summary>
    public virtual bool IsInLoop => false;

    /// <summary>What follows the name of a node in the names of the types that are written for it.</summary>
    public virtual IReadOnlyList<string> TypeSuffixes => [];

    /// <summary>What can be wrong with a node of the kind alone.</summary>
    public virtual IReadOnlyList<DiagnosticDescriptor> Diagnostics => [];

    /// <summary>The kind that the node is with all its attributes.</summary>
    public virtual NodeFeature With(EquatableArray<string> attributes) => this;

    /// <summary>The names of the nodes that feed it.</summary>
    public virtual IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [reader.Text("From")];

    /// <summary>The record type that the type of a property says, or none.</summary>
    public virtual ITypeSymbol? ParseCarried(ITypeSymbol declared) => Symbols.IsOurs(declared, "Stream", 1) ? ((INamedTypeSymbol)declared).TypeArguments[0] : null;

    /// <summary>What the node has beyond what all have; none where its member is of another shape.</summary>
    public virtual NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => null;

    /// <summary>What is wrong with a node of the kind, and keeps the graph from being written.</summary>
    public virtual IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) => [];

    /// <summary>What is lost or grows at a node although the graph can be written.</summary>
    public virtual IEnumerable<DiagnosticModel> CheckRouting(PipelineGraph graph, int index) => [];

    /// <summary>What is wrong with a type that carries no record.</summary>
    public virtual DiagnosticModel WrongType(NodeModel node) =>
        DiagnosticModel.Of(Descriptors.MemberShape, Anchor.OfMemberType(node.Member), Attribute, "a partial property of type 'Stream<T>'", node.Name, "of type '" + node.DeclaredType.Display + "'");

    /// <summary>Whether records may leave a node as rejects, so that something must take them.</summary>
    public virtual bool CanReject(NodeModel node) => false;

    /// <summary>Whether event time must be known in front of a node.</summary>
    public virtual bool NeedsEventTime(NodeModel node) => false;

    /// <summary>Why a node has not the output that another asks for; null where it has.</summary>
    public virtual string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port switch
        {
            PortKind.Rejects when !CanReject(node) =>
                "it rejects nothing; sources do, operators that return OrReject<T>, those with OnError = OnError.Reject, and windows with a [Sum] of integers or decimals",
            PortKind.Late => "only a window or a join has late records",
            PortKind.Side => "it has no parameter 'ref Emitter<T> " + ReferenceRule.Camel(taker.Name) + "'",
            _ => null,
        };

    /// <summary>The type of the records that a node takes; none where any will do, or a rule of the kind's own says it.</summary>
    public virtual TypeModel? Taken(NodeModel node) => node.Output;

    /// <summary>The type of the records that another node gets from a node; none where that is not known.</summary>
    public virtual TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port switch
        {
            PortKind.Rejects => new TypeModel("global::Dataflow.Pipelines.DeadLetter", "DeadLetter", true, false),
            PortKind.Main => node.Output,
            _ => null,
        };

    /// <summary>Gives a node its block. A node that is none stands for an output of its upstream.</summary>
    public virtual void Place(PipelinePlan plan, int index) => plan.Follow(index, plan.Graph.Upstreams(index)[0]);

    /// <summary>The streams that feed a block's first node, and by which of its inputs.</summary>
    public virtual IEnumerable<(int Stream, int Port)> Inlets(PipelineGraph graph, int index) => graph.Upstreams(index).Select(static stream => (stream, 0));

    /// <summary>Whether the records that come to a block must carry where they were read.</summary>
    public virtual bool NeedsPositions(PipelinePlan plan, BlockPlan block) => false;

    /// <summary>Position of a stream among the outputs of a block of the library's.</summary>
    public virtual int OutputOf(NodeModel node, NodeModel stream) => 0;

    /// <summary>The type that computes the key of the records at one of a node's inputs; none without a key.</summary>
    public virtual string? KeyType(PipelineNames names, NodeModel node, int port) => node.IsKeyed ? names.Key(node) : null;

    /// <summary>The types whose records wait in a node and go to checkpoints.</summary>
    public virtual IEnumerable<TypeModel> Waiting(PipelineGraph graph, NodeModel node) => [];

    /// <summary>The kind in the descriptor.</summary>
    public virtual string DescribedAs(NodeModel node) => Attribute;

    /// <summary>The expression that makes a lane of a block; of <c>lane</c> and <c>pipeline</c>.</summary>
    public virtual string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => throw new InvalidOperationException("A " + Word + " is no block.");

    /// <summary>Writes the types that a block needs, each behind an empty line: here the key, where it has one.</summary>
    public virtual void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        if (block.First.IsKeyed)
        {
            KeySelectorEmitter.Emit(code, plan.Graph, names, block.First);
        }
    }

    public sealed override string ToString() => Attribute;
}
