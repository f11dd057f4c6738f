using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>
/// The durable content of a checkpoint store; survives restarts of the pipeline. Thread-safe: stores of several lanes, and of
/// several processes that a test simulates, write to one disk.
/// </summary>
internal sealed class MemoryDisk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly SortedDictionary<long, byte[]> _manifests = [];
    private byte[] _identity = [];
    private bool _isLocked;

    /// <summary>A copy of the directory: name and content of each file. The content is the disk's own, so that a test can damage it.</summary>
    public IReadOnlyDictionary<string, byte[]> Files
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, byte[]>(_files);
            }
        }
    }

    /// <summary>A copy of the list of manifests, ascending. The content is the disk's own, so that a test can damage it.</summary>
    public IReadOnlyDictionary<long, byte[]> Manifests
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<long, byte[]>(_manifests);
            }
        }
    }

    /// <summary>Whether a process holds the store.</summary>
    public bool IsLocked
    {
        get
        {
            lock (_gate)
            {
                return _isLocked;
            }
        }
    }

    /// <summary>The identity document of the store; empty before the first start.</summary>
    public byte[] Identity
    {
        get
        {
            lock (_gate)
            {
                return _identity;
            }
        }

        set
        {
            lock (_gate)
            {
                _identity = value;
            }
        }
    }

    public bool TryLock()
    {
        lock (_gate)
        {
            return !_isLocked && (_isLocked = true);
        }
    }

    public void Unlock()
    {
        lock (_gate)
        {
            _isLocked = false;
        }
    }

    public bool Contains(string name)
    {
        lock (_gate)
        {
            return _files.ContainsKey(name);
        }
    }

    public bool TryRead(string name, [NotNullWhen(true)] out byte[]? content)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out content);
        }
    }

    public void Write(string name, byte[] content)
    {
        lock (_gate)
        {
            _files[name] = content;
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public void WriteManifest(long checkpoint, byte[] content)
    {
        lock (_gate)
        {
            _manifests[checkpoint] = content;
        }
    }

    public byte[] ReadManifest(long checkpoint)
    {
        lock (_gate)
        {
            return _manifests[checkpoint];
        }
    }

    public void DeleteManifest(long checkpoint)
    {
        lock (_gate)
        {
            _manifests.Remove(checkpoint);
        }
    }
}
