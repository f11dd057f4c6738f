namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>How a node is declared.</summary>
internal enum MemberShape
{
    /// <summary>A method: its body is the user's.</summary>
    Method,

    /// <summary>A partial property: its body is the generator's.</summary>
    PartialProperty,

    /// <summary>A property with a body: a connector.</summary>
    Property,
}
