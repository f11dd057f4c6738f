using System.Text;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>
/// A thread-safe file system that outlives the process: content and names are durable only once synced, and a name in a directory only if the
/// directory is. A crash keeps or reverts each change that was not synced, as determined by the seed.
/// </summary>
internal sealed class MemoryFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Node> _names = [];
    private readonly Dictionary<string, Node> _durable = [];
    private readonly HashSet<string> _directories = [];
    private readonly HashSet<string> _durableDirectories = [];
    private readonly Dictionary<string, SimulatedProcess> _locks = [];

    /// <summary>The files, sorted.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_gate)
            {
                return [.. _names.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The files for one process.</summary>
    public IFileStore For(SimulatedProcess process) => new Store(this, process);

    public string Read(string path)
    {
        lock (_gate)
        {
            return Encoding.UTF8.GetString([.. _names[path].Content]);
        }
    }

    /// <summary>Flips a bit in the middle of a file.</summary>
    public void Damage(string path)
    {
        lock (_gate)
        {
            var content = _names[path].Content;
            content[content.Count / 2] ^= 1;
        }
    }

    public void Create(string path)
    {
        lock (_gate)
        {
            Assert.Contains(Path.GetDirectoryName(path)!, _directories);
            Assert.True(_names.TryAdd(path, new Node()), $"'{path}' already exists");
        }
    }

    public void Append(string path, string text)
    {
        lock (_gate)
        {
            _names[path].Content.AddRange(Encoding.UTF8.GetBytes(text));
        }
    }

    public void Remove(string path)
    {
        lock (_gate)
        {
            _names.Remove(path);
        }
    }

    public void Crash(Random random)
    {
        lock (_gate)
        {
            foreach (var node in _names.Values.Union(_durable.Values).ToArray())
            {
                // A journal applies a rename completely or not at all.
                var (from, to) = random.Next(2) == 0 ? (_names, _durable) : (_durable, _names);
                Take(from, to, node);

                // A part of the content that was not synced remains.
                var kept = random.Next(node.Synced, node.Content.Count + 1);
                node.Content.RemoveRange(kept, node.Content.Count - kept);
                node.Synced = kept;
            }

            foreach (var directory in _directories.Except(_durableDirectories).Order(StringComparer.Ordinal).ToArray())
            {
                if (random.Next(2) == 0)
                {
                    Lose(directory);
                }
                else
                {
                    _durableDirectories.Add(directory);
                }
            }
        }
    }

    // Nothing below a directory without a name can be reached, synced or not.
    private void Lose(string directory)
    {
        bool IsBelow(string path) => path == directory || path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        _directories.RemoveWhere(IsBelow);
        _durableDirectories.RemoveWhere(IsBelow);
        foreach (var names in new[] { _names, _durable })
        {
            foreach (var path in names.Keys.Where(IsBelow).ToArray())
            {
                names.Remove(path);
            }
        }
    }

    private static void Take(Dictionary<string, Node> from, Dictionary<string, Node> to, Node node)
    {
        foreach (var path in to.Where(n => n.Value == node).Select(static n => n.Key).ToArray())
        {
            to.Remove(path);
        }

        foreach (var path in from.Where(n => n.Value == node).Select(static n => n.Key).ToArray())
        {
            to[path] = node;
        }
    }

    private sealed class Held(MemoryFiles files, string path, SimulatedProcess process) : IDisposable
    {
        public void Dispose()
        {
            lock (files._gate)
            {
                if (files._locks.GetValueOrDefault(path) == process)
                {
                    files._locks.Remove(path);
                }
            }
        }
    }

    private sealed class Node
    {
        public List<byte> Content { get; } = [];

        public int Synced { get; set; }
    }

    private sealed class Store(MemoryFiles files, SimulatedProcess process) : IFileStore
    {
        public bool DirectoryExists(string path)
        {
            lock (files._gate)
            {
                return path == Path.GetPathRoot(path) || files._directories.Contains(path);
            }
        }

        public void CreateDirectory(string path) => Do($"mkdir {path}", () =>
        {
            Assert.True(DirectoryExists(Path.GetDirectoryName(path)!), $"the parent directory of '{path}' does not exist");
            files._directories.Add(path);
        });

        public long LengthOf(string path)
        {
            lock (files._gate)
            {
                return files._names.TryGetValue(path, out var node) ? node.Content.Count : -1;
            }
        }

        public Stream OpenRead(string path)
        {
            lock (files._gate)
            {
                return new MemoryStream([.. files._names[path].Content], writable: false);
            }
        }

        // The kernel releases the locks of a dead process.
        public IDisposable? TryLock(string path)
        {
            lock (files._gate)
            {
                if (files._locks.TryGetValue(path, out var holder) && !holder.IsDead)
                {
                    return null;
                }

                files._locks[path] = process;
                return new Held(files, path, process);
            }
        }

        public void SyncFile(string path) => Do($"fsync {path}", () => files._names[path].Synced = files._names[path].Content.Count);

        public void SyncDirectory(string path) => Do($"fsync {path}/", () =>
        {
            bool IsIn(string name) => Path.GetDirectoryName(name) == path;
            foreach (var node in files._names.Concat(files._durable).Where(n => IsIn(n.Key)).Select(static n => n.Value).Distinct().ToArray())
            {
                Take(files._names, files._durable, node);
            }

            files._durableDirectories.UnionWith(files._directories.Where(IsIn));
        });

        public void Rename(string from, string to) => Do($"rename {from} {to}", () =>
        {
            Assert.Contains(Path.GetDirectoryName(to)!, files._directories);
            files._names.Remove(from, out var node);
            files._names[to] = node!;
        });

        public void Delete(string path) => Do($"delete {path}", () => files._names.Remove(path));

        public IReadOnlyList<string> List(string directory) => [.. files.Paths.Where(p => Path.GetDirectoryName(p) == directory)];

        public IReadOnlyList<string> ListDirectories(string directory)
        {
            lock (files._gate)
            {
                return [.. files._directories.Where(d => Path.GetDirectoryName(d) == directory).Order(StringComparer.Ordinal)];
            }
        }

        public void WriteAtomic(string path, ReadOnlySpan<byte> content)
        {
            var node = new Node { Synced = content.Length };
            node.Content.AddRange(content);
            Do($"write {path}", () => files._durable[path] = files._names[path] = node);
        }

        private void Do(string operation, Action effect) => process.Do(operation, () =>
        {
            lock (files._gate)
            {
                effect();
            }
        });
    }
}
