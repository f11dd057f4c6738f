using System.Text;
using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

internal static class Lines
{
    /// <summary>The entries in the visible files of a folder.</summary>
    public static async Task<IReadOnlyList<Entry>> ReadAsync(string folder)
    {
        var format = default(JsonFormat<Entry>);
        await format.OpenAsync(new FormatContext { Pipeline = "tests", Node = "reader" }, CancellationToken.None);
        return
        [
            .. Directory.GetFiles(folder, "*.jsonl").SelectMany(File.ReadLines)
                .Select(line => format.TryRead(Encoding.UTF8.GetBytes(line), out var entry, out var reason) ? entry : throw new InvalidOperationException(reason)),
        ];
    }
}
