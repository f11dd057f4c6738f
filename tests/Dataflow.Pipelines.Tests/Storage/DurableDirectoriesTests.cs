using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Storage;

public sealed class DurableDirectoriesTests
{
    [Fact]
    public void Each_directory_is_durable_before_the_one_below_it_is_created_and_none_is_synced_twice()
    {
        var process = new SimulatedProcess();
        var directories = new DurableDirectories(new MemoryFiles().For(process));
        directories.Create("/lake/year=2026/day=1");
        directories.Create("/lake/year=2026/day=2");
        Assert.Equal(
            ["mkdir /lake", "fsync //", "mkdir /lake/year=2026", "fsync /lake/", "mkdir /lake/year=2026/day=1", "fsync /lake/year=2026/",
             "mkdir /lake/year=2026/day=2", "fsync /lake/year=2026/"],
            process.Trace);
    }

    [Fact]
    public void A_directory_that_a_dead_process_created_but_did_not_sync_is_synced()
    {
        var files = new MemoryFiles();
        Assert.Throws<IOException>(() => new DurableDirectories(files.For(new SimulatedProcess { Fails = "fsync /lake" })).Create("/lake/_pending"));
        new DurableDirectories(files.For(new SimulatedProcess())).Create("/lake/_pending");
        for (var seed = 0; seed < 20; seed++)
        {
            files.Crash(new Random(seed));
            Assert.True(files.For(new SimulatedProcess()).DirectoryExists("/lake/_pending"), $"seed {seed}");
        }
    }

    [Fact]
    public void A_parent_directory_that_this_user_cannot_sync_is_no_error()
    {
        var files = new MemoryFiles();
        new DurableDirectories(files.For(new SimulatedProcess())).Create("/home/ann/lake");
        new DurableDirectories(files.For(new SimulatedProcess { Fails = "fsync /home" })).Create("/home/ann/lake");
    }
}
