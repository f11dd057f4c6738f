using System.Security.Cryptography;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Opens files of a checkpoint, whole and unchanged or not at all.</summary>
internal static class CheckpointReader
{
    /// <exception cref="CheckpointException">The file is missing or damaged.</exception>
    public static async ValueTask<Stream> OpenAsync(ICheckpointStore store, CheckpointFile file, CancellationToken cancellationToken)
    {
        await using (var check = await store.OpenAsync(file.Name, cancellationToken))
        {
            var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(check, cancellationToken));
            if (sum != file.Sha256)
            {
                throw new CheckpointException(
                    $"Checkpoint file '{file.Name}' in {store.Location} is damaged: its SHA-256 is {sum}, the manifest says {file.Sha256}. Restore the file, or start from an earlier checkpoint.");
            }
        }

        return await store.OpenAsync(file.Name, cancellationToken);
    }
}
