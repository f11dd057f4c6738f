using Dataflow.Pipelines.Sinks.Files;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>
/// A file system that outlives the process: content and names are durable only once synced. A crash leaves each change
/// that was not synced done or undone, as the seed says.
/// </summary>
internal sealed class MemoryFiles
{
    private readonly Dictionary<string, Node> names = [];
    private readonly Dictionary<string, Node> durable = [];
    private readonly HashSet<string> directories = [];

    public IEnumerable<string> Paths => names.Keys.Order(StringComparer.Ordinal);

    /// <summary>The files as one process sees them.</summary>
    public IFileStore For(SimulatedProcess process) => new Store(this, process);

    public string Read(string path) => System.Text.Encoding.UTF8.GetString(names[path].Content.ToArray());

    public void Create(string path)
    {
        Assert.Contains(Path.GetDirectoryName(path)!, directories);
        Assert.True(names.TryAdd(path, new Node()), $"'{path}' is there already");
    }

    public void Append(string path, string text) => names[path].Content.AddRange(System.Text.Encoding.UTF8.GetBytes(text));

    public void Remove(string path) => names.Remove(path);

    public void Crash(Random random)
    {
        foreach (var node in names.Values.Union(durable.Values).ToArray())
        {
            // A journal does a rename whole or not at all.
            var (from, to) = random.Next(2) == 0 ? (names, durable) : (durable, names);
            Take(from, to, node);

            // Of what was not synced a part is there.
            var kept = random.Next(node.Synced, node.Content.Count + 1);
            node.Content.RemoveRange(kept, node.Content.Count - kept);
            node.Synced = kept;
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

    private sealed class Node
    {
        public List<byte> Content { get; } = [];

        public int Synced { get; set; }
    }

    private sealed class Store(MemoryFiles files, SimulatedProcess process) : IFileStore
    {
        public void CreateDirectory(string path) => process.Do($"mkdir {path}", () => files.directories.Add(path));

        public long LengthOf(string path) => files.names.TryGetValue(path, out var node) ? node.Content.Count : -1;

        public void SyncFile(string path) => process.Do($"fsync {path}", () => files.names[path].Synced = files.names[path].Content.Count);

        public void SyncDirectory(string path) => process.Do($"fsync {path}/", () =>
        {
            foreach (var node in files.names.Concat(files.durable).Where(n => Path.GetDirectoryName(n.Key) == path).Select(static n => n.Value).Distinct().ToArray())
            {
                Take(files.names, files.durable, node);
            }
        });

        public void Rename(string from, string to) => process.Do($"rename {from} {to}", () =>
        {
            Assert.Contains(Path.GetDirectoryName(to)!, files.directories);
            files.names.Remove(from, out var node);
            files.names[to] = node!;
        });

        public void Delete(string path) => process.Do($"delete {path}", () => files.names.Remove(path));

        public IReadOnlyList<string> List(string directory) => [.. files.Paths.Where(p => Path.GetDirectoryName(p) == directory)];

        public void WriteAtomic(string path, ReadOnlySpan<byte> content)
        {
            var node = new Node { Synced = content.Length };
            node.Content.AddRange(content);
            process.Do($"write {path}", () => files.durable[path] = files.names[path] = node);
        }
    }
}
