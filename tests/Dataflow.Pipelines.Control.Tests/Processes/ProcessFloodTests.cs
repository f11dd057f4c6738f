using Dataflow.Pipelines.Control.Processes;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Processes;

[Collection(nameof(AloneCollection))]
public sealed class ProcessFloodTests
{
    [Fact]
    public async Task A_flood_of_200_MB_is_read_and_discarded_in_bounded_memory()
    {
        const long flood = 200_000_000;
        using var process = new TestProcess { OutputLimit = 1 << 20 };
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await process.ShellAsync("yes 123456789012345678901234567890123456789 | head -c 100000000; yes 123456789012345678901234567890123456789 | head -c 100000000 >&2; echo last");

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var logged = process.Lines(ProcessStream.Output).Count * 40L;
        Assert.InRange(logged, (1 << 20) - 40, 1 << 20);
        Assert.Empty(process.Lines(ProcessStream.Error));
        Assert.Equal([$"{flood + 5 - logged} bytes of output were discarded: the limit is 1048576 bytes, and 8192 for a line."], process.Lines(ProcessStream.Runner));
        Assert.InRange(allocated, 0, 20_000_000);
    }
}
