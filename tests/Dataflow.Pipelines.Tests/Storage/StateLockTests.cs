using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Storage;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task It_is_locked_until_it_is_disposed()
    {
        Assert.False(StateLock.IsTaken(_directory.Path));
        await using (await StateLock.TakeAsync(_directory.Path, CancellationToken.None))
        {
            Assert.True(StateLock.IsTaken(_directory.Path));
            await Assert.ThrowsAsync<CheckpointException>(async () => await StateLock.TakeAsync(_directory.Path, CancellationToken.None));
        }

        Assert.False(StateLock.IsTaken(_directory.Path));
    }

    [Fact]
    public async Task A_check_of_the_lock_never_makes_a_start_fail()
    {
        using var asked = new CancellationTokenSource();
        var asking = Task.Run(
            () =>
            {
                while (!asked.IsCancellationRequested)
                {
                    StateLock.IsTaken(_directory.Path);
                }
            },
            CancellationToken.None);
        try
        {
            for (var start = 0; start < 300; start++)
            {
                await (await StateLock.TakeAsync(_directory.Path, CancellationToken.None)).DisposeAsync();
            }
        }
        finally
        {
            await asked.CancelAsync();
            await asking;
        }
    }

    public void Dispose() => _directory.Dispose();
}
