namespace Dataflow.Pipelines;

/// <summary>Which records of a join are emitted without a partner.</summary>
public enum JoinKind
{
    /// <summary>None.</summary>
    Inner,

    /// <summary>Those of the left stream.</summary>
    Left,

    /// <summary>Those of the right stream.</summary>
    Right,

    /// <summary>Those of both.</summary>
    Full,
}
