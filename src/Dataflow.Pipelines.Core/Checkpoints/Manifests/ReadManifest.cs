namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The result of reading a manifest.</summary>
/// <param name="Checkpoint">Its number.</param>
/// <param name="Manifest">The manifest; null where it is damaged.</param>
/// <param name="Damage">The damage, as a clause without a full stop; empty where it is not damaged.</param>
internal sealed record ReadManifest(long Checkpoint, Manifest? Manifest, string Damage);
