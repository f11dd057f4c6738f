namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>How a node is declared.</summary>
internal enum MemberShape
{
    /// <summary>A method with a body by the user.</summary>
    Method,

    /// <summary>A partial property with a generated body.</summary>
    PartialProperty,

    /// <summary>A property with a body: a connector.</summary>
    Property,
}
