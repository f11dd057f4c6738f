using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>The part of a node's model that all kinds have: a member of the pipeline class with an attribute that makes it a node.</summary>
/// <param name="Member">Position among the declared members, for diagnostics.</param>
/// <param name="Name">Name of the member.</param>
/// <param name="Id">Id in triggers, metrics, checkpoints and errors.</param>
/// <param name="Feature">Its kind.</param>
/// <param name="Shape">How it is declared.</param>
/// <param name="DeclaredType">Type of the property, or return type of the method.</param>
internal sealed record NodeModel(int Member, string Name, string Id, NodeFeature Feature, MemberShape Shape, TypeModel DeclaredType)
{
    /// <summary>The part of the model for its kind; null for a kind without one, or a member that is not declared as the kind requires.</summary>
    public NodePart? Part { get; init; }

    /// <summary>The id that <c>[Node]</c> gives it.</summary>
    public TextModel? OwnId { get; init; }

    /// <summary>A second attribute that makes it a node of another kind.</summary>
    public NodeFeature? OtherFeature { get; init; }

    /// <summary>Access and other modifiers, which the other part of a partial property must repeat.</summary>
    public string Modifiers { get; init; } = "";

    /// <summary>Whether it is static.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Record type of its main output (for a sink, of its input), or null.</summary>
    public TypeModel? Output { get; init; }

    /// <summary>The nodes that feed it, as its attribute names them.</summary>
    public EquatableArray<TextModel> Inputs { get; init; }

    /// <summary>Names of the members that are its key; <see langword="null"/> without <c>[KeyBy]</c>.</summary>
    public EquatableArray<TextModel>? Keys { get; init; }

    /// <summary>The buffer before it.</summary>
    public BufferModel? Buffer { get; init; }

    /// <summary>Lanes; 0 where none are stated.</summary>
    public int Parallelism { get; init; }

    /// <summary>Its triggers, in the order of their kinds.</summary>
    public EquatableArray<TriggerModel> Triggers { get; init; }

    /// <summary>Its health check.</summary>
    public HealthModel? Health { get; init; }

    /// <summary>Names of all its attributes from this library.</summary>
    public EquatableArray<string> Attributes { get; init; }

    /// <summary>Why code cannot call the member by its name, as in <c>an indexer</c>; otherwise null.</summary>
    public string? Oddity { get; init; }

    /// <summary>How the property is declared, where it is partial.</summary>
    public PartialProperty? Partial { get; init; }

    /// <summary>Whether its records go to lanes by a key.</summary>
    public bool IsKeyed => Keys is not null && Feature.Companions.Contains("KeyBy");

    /// <summary>The node's attribute.</summary>
    public Anchor Attribute => Anchor.OfAttribute(Member, Feature.Attribute);
}
