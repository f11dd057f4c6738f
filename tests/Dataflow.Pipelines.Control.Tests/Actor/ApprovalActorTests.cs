using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>Approvals and the actor: decisions come through the inbox, times from its clock, and a kill loses neither.</summary>
public sealed class ApprovalActorTests
{
    [Fact]
    public async Task A_decision_through_the_inbox_goes_on_with_the_run_and_later_ones_are_told_so()
    {
        var world = Waiting(Graph());
        var run = world.Changes().OfType<RunOpened>().Single().Run;
        Assert.Equal((false, $"'eve' may not decide 'review' of run '{run}': its approvers are ann, bob."), await DecideAsync(world, run, "eve", "eve"));
        Assert.Equal((true, "approved"), await DecideAsync(world, run, "eve", "ann"));
        world.RunUntilEnded(1);
        Assert.Equal((ApprovalStatus.Approved, "ann"), (world.Changes().OfType<ApprovalClosed>().Single().Status, world.Changes().OfType<ApprovalClosed>().Single().By));
        Assert.Equal(("ann", "eve"), (world.Changes().OfType<ApprovalVoted>().Single().Who, world.Changes().OfType<ApprovalVoted>().Single().By));

        // The run has ended, and is not replayed.
        var closed = world.Changes().OfType<ApprovalClosed>().Single();
        Assert.Equal((false, $"'review' of run '{run}' was approved by ann at {closed.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z."), await DecideAsync(world, run, "bob", null));
        Assert.Equal((false, "Pipeline 'test' has no open run 'nothing'; 'runs list' lists its runs."), await DecideAsync(world, "nothing", "bob", null));
    }

    [Fact]
    public async Task Of_two_decisions_that_arrive_together_the_first_wins()
    {
        var world = Waiting(Graph(isLast: true));
        var run = world.Changes().OfType<RunOpened>().Single().Run;
        var (first, second) = (await SendAsync(world, run, "bob", null), await SendAsync(world, run, "ann", null));
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((true, "approved"), await AnswerAsync(world, first));
        var (isDone, text) = await AnswerAsync(world, second);
        Assert.False(isDone);
        Assert.StartsWith($"'review' of run '{run}' was approved by bob at ", text, StringComparison.Ordinal);
        Assert.Single(world.Changes().OfType<ApprovalVoted>());
    }

    [Fact]
    public void A_deadline_passes_by_the_clock_of_the_actor()
    {
        var world = Waiting(Graph(TimeSpan.FromMinutes(10)));
        world.RunUntilEnded(1);
        var (opened, closed) = (world.Changes().OfType<ApprovalOpened>().Single(), world.Changes().OfType<ApprovalClosed>().Single());
        Assert.Equal((ApprovalStatus.Rejected, "timeout", opened.At.AddMinutes(10)), (closed.Status, closed.By, closed.At));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_before_or_after_any_append_loses_no_question_and_no_decision(bool isAfter)
    {
        for (var (kill, isKilled) = (0, true); isKilled; kill++)
        {
            var world = new ActorWorld(Graph(remindEvery: TimeSpan.FromSeconds(20)));
            isKilled = await RunAsync(world, kill, isAfter);

            // Asked once, decided once, and each notification was sent with one id.
            var opened = Assert.Single(world.Changes().OfType<ApprovalOpened>());
            Assert.Equal((ApprovalStatus.Approved, "ann"), (Assert.Single(world.Changes().OfType<ApprovalClosed>()).Status, Assert.Single(world.Changes().OfType<ApprovalVoted>()).Who));
            Assert.Single(world.Changes().OfType<ExecutionCompleted>(), static completed => completed.Node == "review");
            var sent = world.Senders.SelectMany(static sender => sender.Sent).Select(static sent => sent.Id).Distinct().ToList();
            Assert.Contains(sent, id => id.EndsWith($"-{opened.Approval}:opened", StringComparison.Ordinal));
            Assert.Equal(1 + world.Changes().OfType<ApprovalReminded>().Count(), sent.Count);
        }
    }

    private static async Task<bool> RunAsync(ActorWorld world, int kill, bool isAfter)
    {
        var (count, isKilled) = (-1, false);
        world.Store.OnAppend = _ =>
        {
            count++;
            Kill(when: false);
        };
        world.Store.OnAppended = () => Kill(when: true);
        _ = world.StartInstance().CallAsync(static (logic, now) => logic.Start(now, "test"));
        world.Advance(TimeSpan.FromSeconds(90));
        if (!world.Changes().OfType<ApprovalOpened>().Any())
        {
            Restart();
        }

        var number = await SendAsync(world, world.Changes().OfType<RunOpened>().Single().Run, "ann", null);
        world.Advance(TimeSpan.FromSeconds(5));
        if (isKilled && world.Senders.Count == 1)
        {
            Restart();
        }

        world.RunUntilEnded(1);
        world.Advance(TimeSpan.FromSeconds(20));
        if (isKilled && world.Senders.Count == 1)
        {
            Restart();
        }

        Assert.Equal((true, "approved"), await AnswerAsync(world, number));
        return isKilled;

        void Restart()
        {
            _ = world.StartInstance("second").CallAsync(static (logic, now) => logic.Start(now, "test"));
            world.Advance(TimeSpan.FromSeconds(90));

            // Where the start itself was lost, the schedule fires an hour later.
            for (var i = 0; i < 60 && !world.Changes().OfType<ApprovalOpened>().Any(); i++)
            {
                world.Advance(TimeSpan.FromMinutes(1));
            }
        }

        void Kill(bool when)
        {
            if (count == kill && when == isAfter && !isKilled)
            {
                isKilled = true;
                throw new KilledException();
            }
        }
    }

    private static ActorWorld Waiting(ControlGraph graph)
    {
        var world = new ActorWorld(graph);
        world.Start(world.StartInstance());
        world.Advance(TimeSpan.FromSeconds(90));
        Assert.Single(world.Changes().OfType<ApprovalOpened>());
        Assert.EndsWith(":opened", Assert.Single(Assert.Single(world.Senders).Sent).Id, StringComparison.Ordinal);
        return world;
    }

    private static async Task<(bool IsDone, string Text)> DecideAsync(ActorWorld world, string run, string sender, string? who)
    {
        var number = await SendAsync(world, run, sender, who);
        world.Advance(TimeSpan.FromSeconds(2));
        return await AnswerAsync(world, number);
    }

    private static async Task<long> SendAsync(ActorWorld world, string run, string sender, string? who)
    {
        var body = JsonSerializer.Serialize<ControlCommand>(new DecideApproval(run, "review", null, who, true, "", ""), CommandJson.Default.ControlCommand);
        return (await world.Store.SendAsync("test", new InboxItem(InboxKind.Command, Guid.NewGuid().ToString(), body, sender), TestContext.Current.CancellationToken))!.Value;
    }

    private static async Task<(bool IsDone, string Text)> AnswerAsync(ActorWorld world, long number)
    {
        var answer = await world.Store.FindAnswerAsync("test", number, TestContext.Current.CancellationToken);
        Assert.NotNull(answer);
        return (answer.IsDone, answer.Text);
    }

    // Asks one minute after the start.
    private static ControlGraph Graph(TimeSpan? timeout = null, TimeSpan? remindEvery = null, bool isLast = false) =>
        new GraphText("review", "deploy")
            .Node("review", "cron:1 * * * *", timeout: timeout, approval: new ApprovalSettings { Title = static _ => "Deploy?", Approvers = static _ => ["ann", "bob"], RemindEvery = remindEvery })
            .Node("deploy", isLast ? null : "review.completed", work: static _ => static (_, _) => Task.FromResult(ReadOnlyMemory<byte>.Empty)).Build();

    private sealed class KilledException : Exception;
}
