using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A file format for tests: a line of JSON for each click.</summary>
internal sealed class ClickLines(MemoryFiles files, SimulatedProcess process) : IFileFormat<Click>
{
    public string Extension => ".lines";

    public IPartWriter<Click> Create(string path)
    {
        process.Do($"create {path}", () => files.Create(path));
        return new Part(files, process, path);
    }

    /// <summary>The clicks in the visible files.</summary>
    public static IEnumerable<Click> Visible(MemoryFiles files) =>
        from path in files.Paths
        where path.EndsWith(".lines", StringComparison.Ordinal) && !path.Contains("/_pending/", StringComparison.Ordinal)
        from click in Read(files, path)
        select click;

    /// <summary>The clicks in a file, in order.</summary>
    public static IEnumerable<Click> Read(MemoryFiles files, string path) =>
        files.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read);

    private static Click Read(string line)
    {
        Assert.True(Click.TryReadJson(System.Text.Encoding.UTF8.GetBytes(line), new JsonDecoder(), out var click, out var reason), reason);
        return click;
    }

    private sealed class Part(MemoryFiles files, SimulatedProcess process, string path) : IPartWriter<Click>
    {
        private long _rows;
        private bool _isWhole;

        public ValueTask WriteAsync(RecordBatch<Click> batch, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
        {
            var written = rows.IsEmpty ? [.. Enumerable.Range(0, batch.Count)] : rows.ToArray();
            process.Do($"append {path}", () =>
            {
                foreach (var row in written)
                {
                    files.Append(path, System.Text.Encoding.UTF8.GetString(batch.Records[row].ToJson()) + "\n");
                }
            });
            _rows += written.Length;
            return ValueTask.CompletedTask;
        }

        public async ValueTask<long> CompleteAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            process.Do($"finish {path}", static () => { });
            _isWhole = true;
            return _rows;
        }

        public ValueTask DisposeAsync()
        {
            if (!_isWhole)
            {
                process.IfAlive(() => files.Remove(path));
            }

            return ValueTask.CompletedTask;
        }
    }
}
