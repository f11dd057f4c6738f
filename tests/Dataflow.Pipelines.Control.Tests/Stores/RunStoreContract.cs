using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>What every run store does. A store's own test class derives from it.</summary>
public abstract partial class RunStoreContract : IAsyncLifetime
{
    private const string Pipeline = "nightly";
    private static readonly DateTimeOffset At = new(2026, 11, 29, 2, 0, 0, TimeSpan.FromHours(1));
    private readonly List<IRunStore> _opened = [];

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_lease_has_one_owner_at_a_time()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        Assert.Null(await one.ObserveAsync(Pipeline, Cancellation));
        var lease = await one.AcquireAsync(Pipeline, "one", null, Cancellation);
        Assert.NotNull(lease);
        Assert.Null(await two.AcquireAsync(Pipeline, "two", null, Cancellation));
        Assert.Equal(("one", lease.Token), await ObserveAsync(two));

        await one.ReleaseAsync(lease, Cancellation);
        Assert.Null(await two.ObserveAsync(Pipeline, Cancellation));
        var next = await two.AcquireAsync(Pipeline, "two", null, Cancellation);
        Assert.NotNull(next);
        Assert.True(next.Token > lease.Token);
        await one.ReleaseAsync(lease, Cancellation);
        Assert.Equal(("two", next.Token), await ObserveAsync(one));
    }

    [Fact]
    public async Task A_lease_is_taken_over_only_where_it_was_not_renewed_since_it_was_observed()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var lease = (await one.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var observed = await two.ObserveAsync(Pipeline, Cancellation);
        await one.RenewAsync(lease, Cancellation);
        Assert.Null(await two.AcquireAsync(Pipeline, "two", observed, Cancellation));

        observed = await two.ObserveAsync(Pipeline, Cancellation);
        await one.AppendAsync(lease, new AppendBatch(0, [new PipelineStarted("ann")], []), Cancellation);
        Assert.Null(await two.AcquireAsync(Pipeline, "two", observed, Cancellation));

        observed = await two.ObserveAsync(Pipeline, Cancellation);
        var taken = await two.AcquireAsync(Pipeline, "two", observed, Cancellation);
        Assert.True(taken?.Token > lease.Token);
        await Assert.ThrowsAsync<LeaseLostException>(() => one.RenewAsync(lease, Cancellation));
        Assert.Null(await one.AcquireAsync(Pipeline, "one", observed, Cancellation));
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_lease_writes_nothing()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var lease = (await one.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var number = (await one.SendAsync(Pipeline, Item("a"), Cancellation))!.Value;
        var taken = (await two.AcquireAsync(Pipeline, "two", await two.ObserveAsync(Pipeline, Cancellation), Cancellation))!;

        var batch = new AppendBatch(0, [new PipelineStarted("ann")], [new InboxAnswer(number, IsDone: true, "")]);
        await Assert.ThrowsAsync<LeaseLostException>(() => one.AppendAsync(lease, batch, Cancellation));
        Assert.Empty((await two.LoadAsync(Pipeline, Cancellation)).Changes);
        Assert.Single(await two.ReceiveAsync(Pipeline, 0, 10, Cancellation));
        Assert.Null(await two.FindAnswerAsync(Pipeline, number, Cancellation));

        await two.ReleaseAsync(taken, Cancellation);
        await Assert.ThrowsAsync<LeaseLostException>(() => two.AppendAsync(taken, batch, Cancellation));
        await Assert.ThrowsAsync<LeaseLostException>(() => two.RenewAsync(taken, Cancellation));
    }

    [Fact]
    public async Task A_restart_loads_what_is_outside_of_runs_and_the_runs_that_are_open()
    {
        var store = await OpenAsync();
        Change[] changes =
        [
            new PipelineStarted("ann"), Opened("r1"), Opened("r2"), new RunBegun("r1"), new RunEnded("r1", RunStatus.Completed, ""),
            new RunSkipped("r3", At, new RunCause(RunCauseKind.Cron, "daily"), "extract", "one is active"), Opened("r4"), new RunEnded("r4", RunStatus.Failed, "extract has failed"),
            new RunRetried("r4", "extract", [], "ann", "disk is back"),
        ];
        await AppendAsync(store, 0, changes);

        var again = await OpenAsync();
        var loaded = await again.LoadAsync(Pipeline, Cancellation);
        Assert.Equal(changes.Length, loaded.Sequence);
        Assert.Equal(Json([changes[0], changes[2], changes[6], changes[7], changes[8]]), Json(loaded.Changes));
        Assert.Equal(Json([changes[1], changes[3], changes[4]]), Json(await again.LoadRunAsync(Pipeline, "r1", Cancellation)));
        Assert.Empty(await again.LoadRunAsync(Pipeline, "r9", Cancellation));
    }

    [Fact]
    public async Task The_newest_output_of_a_node_is_loaded_also_where_its_run_has_ended()
    {
        var store = await OpenAsync();
        await AppendAsync(
            store, 0, Opened("r1"), new ExecutionScheduled("r1", "extract", 1, "go") { At = At }, new ExecutionCompleted("r1", "extract", 1, """{"rows":1}""") { At = At.AddHours(1) }, new RunEnded("r1", RunStatus.Completed, ""),
            Opened("r2"), new ExecutionScheduled("r2", "extract", 1, "go") { At = At }, new ExecutionCompleted("r2", "extract", 1, """{"rows":2}""") { At = At.AddHours(2) }, new RunEnded("r2", RunStatus.Completed, ""));

        Assert.Equal([new StoredOutput("extract", At.AddHours(2), """{"rows":2}""")], (await store.LoadAsync(Pipeline, Cancellation)).Outputs);
    }

    [Fact]
    public async Task Stored_inputs_are_loaded_whatever_a_snapshot_replaces()
    {
        var store = await OpenAsync();
        var lease = await AppendAsync(
            store, 0, new InputStored("limit", "INT", "1", IsSensitive: false, "ann", "") { At = At }, new InputStored("token", "STRING", "v1:a:b", IsSensitive: true, "ann", "") { At = At },
            new InputStored("window", "STRING", "ü\n", IsSensitive: false, "ann", "") { At = At }, new InputStored("limit", "INT", "2", IsSensitive: false, "bob", "more") { At = At.AddHours(1) },
            new InputRemoved("window", "ann", "") { At = At }, new PipelineSnapshot(IsStarted: true, IsPaused: false, 0, new Dictionary<string, DateTimeOffset>(), [], [], []));
        await store.AppendAsync(lease, new AppendBatch(6, [new InputsRotated(new Dictionary<string, string> { ["token"] = "v1:c:d", ["gone"] = "v1:c:e" }, "ann", "") { At = At.AddHours(2) }], []), Cancellation);

        StoredInput[] expected = [new("limit", "2", "INT", IsSensitive: false, At.AddHours(1)), new("token", "v1:c:d", "STRING", IsSensitive: true, At)];
        Assert.Equal(expected, (await (await OpenAsync()).LoadInputsAsync(Pipeline, Cancellation)).OrderBy(static input => input.Name, StringComparer.Ordinal));
        Assert.Empty(await store.LoadInputsAsync("hourly", Cancellation));
    }

    [Fact]
    public async Task The_logical_times_with_runs_are_found_and_a_firing_without_a_run_has_none()
    {
        var store = await OpenAsync();
        await AppendAsync(
            store, 0, Opened("r1"), new RunEnded("r1", RunStatus.Failed, "broken"), Opened("r2") with { LogicalTime = At.AddHours(2) }, Opened("r3") with { LogicalTime = At.AddHours(2) },
            Opened("r4") with { LogicalTime = At.AddHours(3).AddMilliseconds(1) }, new RunSkipped("r5", At.AddHours(1), new RunCause(RunCauseKind.Cron, "daily"), "extract", "one is active"));

        Assert.Equal([At, At.AddHours(2)], (await store.LoadLogicalTimesAsync(Pipeline, At, At.AddHours(3), Cancellation)).Order());
        Assert.Equal([At.AddHours(2)], await store.LoadLogicalTimesAsync(Pipeline, At.AddMilliseconds(1), At.AddHours(2), Cancellation));
        Assert.Empty(await store.LoadLogicalTimesAsync("hourly", At, At.AddHours(3), Cancellation));
    }

    [Fact]
    public async Task A_definition_is_a_new_version_where_it_differs_from_the_newest_one()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var lease = (await one.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var definition = new PipelineDefinition("STREAMING", """{"job_name":"nightly"}""", "Copies orders.", 4);
        Assert.Equal(1, await one.PublishAsync(lease, definition, Cancellation));
        Assert.Equal(1, await one.PublishAsync(lease, definition, Cancellation));
        Assert.Equal(2, await one.PublishAsync(lease, definition with { JobType = "SQL_TASK" }, Cancellation));
        Assert.Equal(3, await one.PublishAsync(lease, definition, Cancellation));

        var taken = (await two.AcquireAsync(Pipeline, "two", await two.ObserveAsync(Pipeline, Cancellation), Cancellation))!;
        await Assert.ThrowsAsync<LeaseLostException>(() => one.PublishAsync(lease, definition with { Json = "{}" }, Cancellation));
        Assert.Equal(3, await two.PublishAsync(taken, definition, Cancellation));
        var other = (await one.AcquireAsync("hourly", "one", null, Cancellation))!;
        Assert.Equal(1, await one.PublishAsync(other, definition, Cancellation));
    }

    [Fact]
    public async Task What_a_snapshot_replaces_is_not_loaded()
    {
        var store = await OpenAsync();
        var snapshot = Snapshot();
        var lease = await AppendAsync(store, 0, new PipelineStarted("ann"), Opened("r1"), new EventPublished("go", "1", "{}", HasTrigger: true), snapshot);
        await store.AppendAsync(lease, new AppendBatch(4, [new EventPublished("go", "2", "{}", HasTrigger: true)], []), Cancellation);
        Assert.Equal(
            Json([Opened("r1"), snapshot, new EventPublished("go", "2", "{}", HasTrigger: true)]),
            Json((await store.LoadAsync(Pipeline, Cancellation)).Changes));
    }

    [Fact]
    public async Task A_batch_whose_outcome_was_unknown_is_written_once()
    {
        var store = await OpenAsync();
        var number = (await store.SendAsync(Pipeline, Item("a"), Cancellation))!.Value;
        var lease = (await store.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var batch = new AppendBatch(0, [new PipelineStarted("ann"), Opened("r1")], [new InboxAnswer(number, IsDone: true, "done")]);
        await store.AppendAsync(lease, batch, Cancellation);
        await store.AppendAsync(lease, batch, Cancellation);
        Assert.Equal(2, (await store.LoadAsync(Pipeline, Cancellation)).Changes.Count);
        Assert.Equal(new InboxAnswer(number, IsDone: true, "done"), await store.FindAnswerAsync(Pipeline, number, Cancellation));
    }

    [Fact]
    public async Task A_notification_is_in_the_outbox_until_it_is_delivered_or_given_up()
    {
        var store = await OpenAsync();
        var lease = (await store.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var alerts = Enumerable.Range(1, 5).Select(static i => Outgoing(i, $"{i}:1")).ToList();
        var batch = new AppendBatch(0, [new PipelineStarted("ann")], []) { Outbox = alerts };
        await store.AppendAsync(lease, batch, Cancellation);
        await store.AppendAsync(lease, batch, Cancellation);
        Assert.Equal(alerts, await store.LoadOutboxAsync(Pipeline, Cancellation));
        Assert.Empty(await store.LoadOutboxAsync("hourly", Cancellation));

        DeliveryReport[] reports =
        [
            Report(alerts[0], DeliveryOutcome.Delivered, 1), Report(alerts[1], DeliveryOutcome.AttemptFailed, 1, "down", At), Report(alerts[2], DeliveryOutcome.GivenUp, 8, "down"),
            Report(alerts[3], DeliveryOutcome.Stopped, 1, "stopped"), Report(alerts[4], DeliveryOutcome.Refused, 0, "full"), Report(alerts[0], DeliveryOutcome.Stopped, 1, "late"),
        ];
        await store.AppendAsync(lease, new AppendBatch(1, [], []) { Deliveries = reports }, Cancellation);
        Assert.Equal([alerts[1], alerts[3]], await (await OpenAsync()).LoadOutboxAsync(Pipeline, Cancellation));
    }

    [Fact]
    public async Task An_item_of_the_inbox_is_accepted_and_received_once()
    {
        var (sender, owner) = (await OpenAsync(), await OpenAsync());
        var first = await sender.SendAsync(Pipeline, Item("a"), Cancellation);
        Assert.NotNull(first);
        Assert.Null(await sender.SendAsync(Pipeline, Item("a") with { Body = "other" }, Cancellation));
        var second = await sender.SendAsync(Pipeline, Item("a") with { Kind = InboxKind.Command, Body = """{"command":"pause"}""" }, Cancellation);
        var third = await sender.SendAsync(Pipeline, Item("'; DROP TABLE pipeline_inbox; --"), Cancellation);

        var received = await owner.ReceiveAsync(Pipeline, 0, 10, Cancellation);
        Assert.Equal([first!.Value, second!.Value, third!.Value], received.Select(static item => item.Number));
        Assert.Equal([Item("a"), Item("a") with { Kind = InboxKind.Command, Body = """{"command":"pause"}""" }, Item("'; DROP TABLE pipeline_inbox; --")], received.Select(static item => item.Item));
        Assert.Equal([second.Value], (await owner.ReceiveAsync(Pipeline, first.Value, 1, Cancellation)).Select(static item => item.Number));

        var lease = (await owner.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        await owner.AppendAsync(lease, new AppendBatch(0, [], [new InboxAnswer(second.Value, IsDone: false, "no such run")]), Cancellation);
        Assert.Equal([first.Value, third.Value], (await owner.ReceiveAsync(Pipeline, 0, 10, Cancellation)).Select(static item => item.Number));
        Assert.Equal(new InboxAnswer(second.Value, IsDone: false, "no such run"), await sender.FindAnswerAsync(Pipeline, second.Value, Cancellation));
        Assert.Null(await sender.FindAnswerAsync(Pipeline, first.Value, Cancellation));
        Assert.Null(await sender.SendAsync(Pipeline, Item("a") with { Kind = InboxKind.Command }, Cancellation));
    }

    [Fact]
    public async Task Pipelines_of_one_store_are_apart()
    {
        var store = await OpenAsync();
        await AppendAsync(store, 0, new PipelineStarted("ann"), Opened("r1"));
        Assert.NotNull(await store.SendAsync(Pipeline, Item("a"), Cancellation));
        Assert.NotNull(await store.SendAsync("hourly", Item("a"), Cancellation));
        Assert.NotNull(await store.AcquireAsync("hourly", "two", null, Cancellation));
        Assert.Equal(new StoredJournal([], 0, []), await store.LoadAsync("hourly", Cancellation) with { Changes = [], Outputs = [] });
        Assert.Empty((await store.LoadAsync("hourly", Cancellation)).Changes);
        Assert.Empty(await store.LoadRunAsync("hourly", "r1", Cancellation));
        Assert.Single(await store.ReceiveAsync("hourly", 0, 10, Cancellation));
    }

    [Fact]
    public async Task No_item_of_concurrent_senders_is_lost()
    {
        const int Senders = 4;
        const int Each = 50;
        var owner = await OpenAsync();
        var lease = (await owner.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        var sending = Enumerable.Range(0, Senders).Select(async sender =>
        {
            var store = await OpenAsync();
            for (var i = 0; i < Each; i++)
            {
                await store.SendAsync(Pipeline, Item($"{sender}-{i}"), Cancellation);
                await store.SendAsync(Pipeline, Item("shared-" + i), Cancellation);
            }
        }).ToList();

        var keys = new List<string>();
        var all = Task.WhenAll(sending);
        for (var isLast = false; ; isLast = all.IsCompleted)
        {
            var items = await owner.ReceiveAsync(Pipeline, 0, 32, Cancellation);
            if (items.Count == 0 && isLast)
            {
                break;
            }

            keys.AddRange(items.Select(static item => item.Item.Key));
            await owner.AppendAsync(lease, new AppendBatch(0, [], [.. items.Select(static item => new InboxAnswer(item.Number, IsDone: true, ""))]), Cancellation);
        }

        await all;
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal((Senders + 1) * Each, keys.Count);
    }

    [Fact]
    public Task Random_journals_are_loaded_as_the_store_in_memory_loads_them() => Seeds.RunAsync(1, Journals, async seed =>
    {
        var pipeline = "random" + seed;
        var random = new Random(seed);
        var world = new LogicWorld(RandomRuns.Graph(random)).Start();
        var (expected, actual) = (new MemoryRunStore(), await OpenAsync());
        var leases = new[] { await expected.AcquireAsync(pipeline, "one", null, Cancellation), await actual.AcquireAsync(pipeline, "one", null, Cancellation) };
        for (var (step, written) = (0, 0); step < 40; step++)
        {
            RandomRuns.Step(world, random);
            var batch = new AppendBatch(written, world.Journal[written..], []);
            written = world.Journal.Count;
            await expected.AppendAsync(leases[0]!, batch, Cancellation);
            await actual.AppendAsync(leases[1]!, batch, Cancellation);
            if (step % 10 == 9)
            {
                var (left, right) = (await expected.LoadAsync(pipeline, Cancellation), await actual.LoadAsync(pipeline, Cancellation));
                Assert.Equal((left.Sequence, Json(left.Changes)), (right.Sequence, Json(right.Changes)));
                var (from, to) = (world.Now.AddHours(-random.Next(20)), world.Now);
                Assert.Equal(
                    (await expected.LoadLogicalTimesAsync(pipeline, from, to, Cancellation)).Order(), (await actual.LoadLogicalTimesAsync(pipeline, from, to, Cancellation)).Order());
                Assert.Equal(left.Outputs.OrderBy(static output => output.Node, StringComparer.Ordinal), right.Outputs.OrderBy(static output => output.Node, StringComparer.Ordinal));
            }
        }

        await CheckAsync(actual, pipeline, world);
        await PruneAsync(actual, leases[1]!, pipeline, world, random);
    });

    /// <summary>How many random journals are tried.</summary>
    protected virtual int Journals => 40;

    /// <summary>Opens a further instance on the same store.</summary>
    private protected abstract Task<IRunStore> OpenStoreAsync();

    /// <summary>Compares what else a store keeps with the state of the logic.</summary>
    private protected virtual Task CheckAsync(IRunStore store, string pipeline, LogicWorld world) => Task.CompletedTask;

    private protected async Task<IRunStore> OpenAsync()
    {
        var store = await OpenStoreAsync();
        lock (_opened)
        {
            _opened.Add(store);
        }

        await store.OpenAsync(Cancellation);
        return store;
    }

    private protected static async Task<Lease> AppendAsync(IRunStore store, long after, params Change[] changes)
    {
        var lease = (await store.AcquireAsync(Pipeline, "one", null, Cancellation))!;
        await store.AppendAsync(lease, new AppendBatch(after, changes, []), Cancellation);
        return lease;
    }

    private protected static RunOpened Opened(string run) => new(run, At, new RunCause(RunCauseKind.Cron, "daily"), ["extract"], new Dictionary<string, string> { ["day"] = "monday" }, "");

    private protected static PipelineSnapshot Snapshot() =>
        new(IsStarted: true, IsPaused: false, 1, new Dictionary<string, DateTimeOffset> { ["daily"] = At }, ["go"], [new LatchedDisjunct("n", 0, ["go"])], []);

    private protected static OutgoingAlert Outgoing(long alert, string id) => new(alert, "slack", Notifications.Of(id) with { Run = alert % 2 == 0 ? null : "r1", Message = "ü <b>" });

    private protected static DeliveryReport Report(OutgoingAlert alert, DeliveryOutcome outcome, int attempt, string? reason = null, DateTimeOffset? next = null) =>
        new(alert.Channel, alert.Notification, outcome, attempt, At, reason, next);

    private static InboxItem Item(string key) => new(InboxKind.Event, key, """{"name":"go","payload":"{}"}""", "ann");

    private static string Json(IEnumerable<Change> changes) => string.Join('\n', changes.Select(ChangeJson.Write));

    private static async Task<(string, long)?> ObserveAsync(IRunStore store) =>
        await store.ObserveAsync(Pipeline, Cancellation) is { } observed ? (observed.Owner, observed.Token) : null;
}
