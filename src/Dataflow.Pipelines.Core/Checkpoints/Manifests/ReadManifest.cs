namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A checkpoint that was looked at.</summary>
/// <param name="Checkpoint">Its number.</param>
/// <param name="Manifest">What it holds; null where it is damaged.</param>
/// <param name="Damage">Why it is, without a full stop; empty where it is not.</param>
internal sealed record ReadManifest(long Checkpoint, Manifest? Manifest, string Damage);
