namespace Dataflow.Pipelines.Blocks;

/// <summary>What a block does when the watermark or the idleness of an input has changed.</summary>
internal enum TimeStep
{
    None,

    /// <summary>Its watermark advances.</summary>
    Advance,

    /// <summary>It was idle and is no longer: blocks downstream wait for it again, at its previous watermark.</summary>
    Repeat,

    /// <summary>All its inputs are idle: it holds no watermark back.</summary>
    BecomeIdle,
}
