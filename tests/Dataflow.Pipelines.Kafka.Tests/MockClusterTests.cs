using System.Globalization;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class MockClusterTests
{
    private const int SigCont = 18;

    // A signal that interrupts the poll of its thread stops a mock cluster permanently, and SIGCONT resumes a frozen process.
    [Fact]
    public void Its_threads_take_no_signals()
    {
        using var cluster = new MockCluster();

        // The thread gives itself its name when it has begun to run.
        string[] masks = [];
        Assert.True(SpinWait.SpinUntil(() => (masks = [.. Directory.GetDirectories("/proc/self/task").Select(BlockedBy).Where(static mask => mask.Length > 0)]).Length > 0, TimeSpan.FromMinutes(1)), "no thread of the mock cluster");
        Assert.All(masks, static mask => Assert.True((ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1ul << (SigCont - 1))) != 0, $"blocked signals: {mask}"));
    }

    // As hexadecimal digits; empty for other threads, some of which end meanwhile.
    private static string BlockedBy(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).Trim() == "rdk:mock"
                ? File.ReadLines(Path.Combine(thread, "status")).Single(static line => line.StartsWith("SigBlk:", StringComparison.Ordinal))["SigBlk:".Length..].Trim()
                : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
