
namespace Dataflow.Pipelines.Storage;

/// <summary>
/// Creates directories so that a power failure loses neither them nor synced files below them: a name is durable only once the
/// directory above it was synced. Caches which directories it has synced. Owned by one thread at a time.
/// </summary>
internal sealed class DurableDirectories(IFileStore files)
{
    private readonly HashSet<string> _durable = [];

    /// <summary>Creates a directory and those above it that are missing; afterwards the complete path is durable.</summary>
    /// <param name="path">Full path.</param>
    public void Create(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent || _durable.Contains(path))
        {
            return;
        }

        Create(parent);
        if (files.DirectoryExists(path))
        {
            SyncExisting(parent);
        }
        else
        {
            files.CreateDirectory(path);
            files.SyncDirectory(parent);
        }

        _durable.Add(path);
    }

    // A process that died may have created the directory without syncing it. But directories further up may belong to other users, and
    // a directory without read permission cannot be synced.
    private void SyncExisting(string parent)
    {
        try
        {
            files.SyncDirectory(parent);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}
