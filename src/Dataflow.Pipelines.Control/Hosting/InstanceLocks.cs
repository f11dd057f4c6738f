using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>
/// A locked file for each instance that runs on a state directory. The kernel unlocks it when the process ends, so that an instance on the same directory knows at once that another one is
/// dead, and need not wait until its lease expires.
/// </summary>
/// <param name="stateDirectory">The state directory of the pipeline.</param>
internal sealed class InstanceLocks(string stateDirectory) : IDisposable
{
    /// <summary>Files of dead instances that are kept, the newest.</summary>
    private const int Kept = 16;
    private readonly string _folder = Path.Combine(stateDirectory, "instances");
    private FileStream? _own;

    /// <summary>Locks the file of this instance. Where that cannot be done, others wait until its lease expires.</summary>
    public void Take(string instance)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            RemoveDead();
            _own = LockFile.TryTake(PathOf(instance), out _);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _own = null;
        }
    }

    /// <summary>Whether an instance is dead for certain: it has had a file here, and nobody has it locked.</summary>
    public bool IsDead(string instance)
    {
        var path = PathOf(instance);
        if (!File.Exists(path))
        {
            return false;
        }

        using var taken = LockFile.TryTake(path, out _);
        return taken is not null;
    }

    /// <summary>Unlocks and deletes the file.</summary>
    public void Dispose()
    {
        if (_own is { } own)
        {
            _own = null;
            Delete(own);
        }
    }

    // An instance that was alive a while ago may be the owner of a lease: its file is needed until somebody has taken over.
    private void RemoveDead()
    {
        foreach (var path in Directory.GetFiles(_folder).OrderByDescending(File.GetLastWriteTimeUtc).Skip(Kept))
        {
            if (LockFile.TryTake(path, out _) is { } dead)
            {
                Delete(dead);
            }
        }
    }

    private static void Delete(FileStream locked)
    {
        // While it is locked: a file of this name is never made again.
        File.Delete(locked.Name);
        locked.Dispose();
    }

    private string PathOf(string instance) => Path.Combine(_folder, instance.Replace(':', '_').Replace('/', '_') + ".lock");
}
