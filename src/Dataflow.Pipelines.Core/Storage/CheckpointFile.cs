namespace Dataflow.Pipelines.Storage;

/// <summary>A file of a checkpoint. It is written once and never changed; later checkpoints may name it again.</summary>
/// <param name="Name">Name in the store.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Checksum of its content, hexadecimal.</param>
public sealed record CheckpointFile(string Name, long Length, string Sha256);
