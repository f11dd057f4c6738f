using System.Text;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Checkpoints;

public sealed class IdentityStoreTests
{
    private readonly SimulatedCheckpointStore _store = new();

    [Fact]
    public async Task Each_start_has_a_new_attempt_number_and_the_same_instance()
    {
        var first = await StartAsync();
        Assert.Equal(("clicks", 1), (first.Pipeline, first.Attempt));
        Assert.Matches("^[0-9a-z]{8}$", first.Instance);

        // A start that fails immediately leaves no checkpoint, but its attempt number stays used.
        var second = await StartAsync();
        Assert.Equal(first with { Attempt = 2 }, second);
        Assert.Equal(10, (await StartAsync(least: 9)).Attempt);
    }

    [Fact]
    public async Task Two_jobs_are_two_instances()
    {
        var other = new IdentityStore(new SimulatedCheckpointStore(), "clicks");
        var drawn = await other.StartAsync(null, 0, new SeededBytes(2), CancellationToken.None);
        Assert.NotEqual((await StartAsync()).Instance, drawn.Instance);
    }

    [Fact]
    public async Task Another_pipelines_directory_is_refused()
    {
        await StartAsync();
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await new IdentityStore(_store, "orders").ReadAsync(CancellationToken.None));
        Assert.Equal("memory holds the checkpoints of pipeline 'clicks', not of 'orders'. Give each pipeline a directory of its own with --state.", fault.Message);
    }

    [Theory]
    [InlineData("nonsense", "its checksum does not match its content")]
    [InlineData("", "no identity")]
    [InlineData("sealed:[1]", "JSON value could not be converted")]
    [InlineData("sealed:{\"format\":9,\"pipeline\":\"clicks\",\"instance\":\"a\",\"attempt\":1}", "has format 9")]
    public async Task A_damaged_identity_is_refused_with_its_reason_in_one_line(string content, string reason)
    {
        _store.Disk.Identity = content.StartsWith("sealed:", StringComparison.Ordinal) ? SealedJson.Seal(Encoding.UTF8.GetBytes(content[7..])) : Encoding.UTF8.GetBytes(content);
        var identities = new IdentityStore(_store, "clicks");
        if (content.Length == 0)
        {
            Assert.Null(await identities.ReadAsync(CancellationToken.None));
            return;
        }

        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await identities.ReadAsync(CancellationToken.None));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("job.json", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private async Task<JobIdentity> StartAsync(long least = 0)
    {
        var identities = new IdentityStore(_store, "clicks");
        return await identities.StartAsync(await identities.ReadAsync(CancellationToken.None), least, new SeededBytes(1), CancellationToken.None);
    }
}
