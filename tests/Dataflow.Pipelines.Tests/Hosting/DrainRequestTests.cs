using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class DrainRequestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_request_reaches_the_process_that_runs_and_is_answered_when_it_has_ended()
    {
        var store = new LocalCheckpointStore(_directory.Path);
        await using var running = await store.LockAsync(CancellationToken.None);
        var requests = 0;
        var watching = new DrainRequest(_directory.Path, _time, () => requests++);
        var sending = DrainRequest.SendAsync(_directory.Path, TimeSpan.FromMinutes(5), _time, CancellationToken.None);
        await AdvanceUntil("the request is received", () => requests == 1);

        // The cleanup of a checkpoint does not delete the request.
        await store.RetainAsync(new HashSet<string>(), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(sending.IsCompleted, "the answer arrived before the end");
        Assert.Equal(1, requests);

        watching.Dispose();
        await AdvanceUntil("the answer", () => sending.IsCompleted);
        Assert.Equal(0, await sending);
    }

    [Fact]
    public void A_request_that_cannot_be_fulfilled_does_not_end_the_process()
    {
        var requests = 0;
        using var watching = new DrainRequest(_directory.Path, _time, () =>
        {
            requests++;
            throw new InvalidOperationException("no job yet");
        });
        File.WriteAllText(Path.Combine(_directory.Path, "drain.request"), "");

        // The timer's callback, on this thread, would throw here.
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Nothing_to_drain_is_an_error() =>
        Assert.Equal(1, await DrainRequest.SendAsync(_directory.Path, TimeSpan.FromMinutes(5), _time, CancellationToken.None));

    [Fact]
    public async Task A_drain_that_takes_too_long_is_reported()
    {
        await using var running = await new LocalCheckpointStore(_directory.Path).LockAsync(CancellationToken.None);
        using var watching = new DrainRequest(_directory.Path, _time, static () => { });
        var sending = DrainRequest.SendAsync(_directory.Path, TimeSpan.FromSeconds(3), _time, CancellationToken.None);
        await AdvanceUntil("the timeout", () => sending.IsCompleted);
        Assert.Equal(1, await sending);
    }

    [Fact]
    public async Task A_process_that_dies_is_reported_immediately_and_not_after_the_timeout()
    {
        var running = await new LocalCheckpointStore(_directory.Path).LockAsync(CancellationToken.None);
        var watching = new DrainRequest(_directory.Path, _time, static () => { });
        var sending = DrainRequest.SendAsync(_directory.Path, TimeSpan.FromMinutes(5), _time, CancellationToken.None);
        await running.DisposeAsync();
        var began = _time.GetUtcNow();
        await AdvanceUntil("the answer", () => sending.IsCompleted);
        Assert.Equal(1, await sending);
        Assert.True(_time.GetUtcNow() - began < TimeSpan.FromMinutes(1), $"the answer arrived after {_time.GetUtcNow() - began}");
        Assert.Empty(Directory.GetFiles(_directory.Path, "drain.*"));
        watching.Dispose();
    }

    [Fact]
    public async Task A_process_that_dies_and_restarts_between_two_polls_has_not_drained()
    {
        var store = new LocalCheckpointStore(_directory.Path);
        var dying = await store.LockAsync(CancellationToken.None);
        var sending = DrainRequest.SendAsync(_directory.Path, TimeSpan.FromMinutes(5), _time, CancellationToken.None);
        await Until.Async("the request", () => File.Exists(Path.Combine(_directory.Path, "drain.request")), () => sending.Status);
        await dying.DisposeAsync();
        DrainRequest.Discard(_directory.Path);
        await using var again = await store.LockAsync(CancellationToken.None);
        using var watching = new DrainRequest(_directory.Path, _time, static () => Assert.Fail("the request was for the previous process"));
        await AdvanceUntil("the answer", () => sending.IsCompleted);
        Assert.Equal(1, await sending);
    }

    [Fact]
    public async Task A_job_that_fails_while_it_drains_has_not_drained()
    {
        await using var running = await new LocalCheckpointStore(_directory.Path).LockAsync(CancellationToken.None);
        var watching = new DrainRequest(_directory.Path, _time, static () => { });
        var sending = DrainRequest.SendAsync(_directory.Path, TimeSpan.FromMinutes(5), _time, CancellationToken.None);
        await Until.Async("the request", () => File.Exists(Path.Combine(_directory.Path, "drain.request")), () => sending.Status);
        watching.Refuse("the disk is full.");
        watching.Dispose();
        await AdvanceUntil("the answer", () => sending.IsCompleted);
        Assert.Equal(1, await sending);
    }

    [Fact]
    public void A_request_of_an_earlier_process_is_discarded()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "drain.request"), "");
        DrainRequest.Discard(_directory.Path);
        var requests = 0;
        using var watching = new DrainRequest(_directory.Path, _time, () => requests++);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task A_request_that_arrives_while_the_job_starts_is_accepted()
    {
        await using var starting = await new LocalCheckpointStore(_directory.Path).LockAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "drain.request"), "");
        DrainRequest.Discard(_directory.Path);
        var requests = 0;
        using var watching = new DrainRequest(_directory.Path, _time, () => requests++);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, requests);
    }

    public void Dispose() => _directory.Dispose();

    private Task AdvanceUntil(string what, Func<bool> condition) => Until.Async(
        what,
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return condition();
        },
        () => _time.GetUtcNow());
}
