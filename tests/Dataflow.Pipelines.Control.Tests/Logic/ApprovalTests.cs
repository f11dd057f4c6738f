using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>How approvals are asked and decided (7-triggers, rules 5 and 7).</summary>
public sealed class ApprovalTests
{
    private const string Midnight = "2026-11-29 00:00:00Z";

    [Fact]
    public void An_approval_begins_at_once_and_takes_no_slot()
    {
        var world = new LogicWorld(new GraphText("hold", "review", "next").Node("hold", "go").Node("review", "go", approval: Ask()).Node("next", "go").Build(slots: 1)).Start().Publish("go");
        Assert.Equal("hold", world.Running());
        Assert.Equal((ExecutionStatus.Running, ExecutionStatus.Scheduled), (world.StatusOf("review"), world.StatusOf("next")));
        Assert.Equal([1], world.State.UsedSlots);
        world.Complete("hold");
        Assert.Equal("next", world.Running());
    }

    [Fact]
    public void The_first_valid_approval_completes_it_with_its_output()
    {
        var world = Waiting(Ask());
        Assert.Equal("approved", Vote(world, "ANN@b.org", comment: "fine"));
        Assert.Equal(
            """{"approval_result":"approved","approval_comment":"fine","decided_by":"ann@b.org","decided_at":"2026-11-29T00:00:00+00:00","form":null}""",
            world.Of<ExecutionCompleted>().Single(static completed => completed.Node == "review").Output);
        Assert.Equal("deploy", world.Running());
        Assert.Empty(world.State.Waiting);
    }

    [Fact]
    public void A_rejection_completes_it_too_and_what_needs_an_approval_does_not_start()
    {
        var world = Waiting(Ask());
        Assert.Equal("rejected", Vote(world, "bob@b.org", approves: false, comment: "too old"));
        Assert.StartsWith("""{"approval_result":"rejected","approval_comment":"too old","decided_by":"bob@b.org",""", Output(world), StringComparison.Ordinal);
        Assert.Equal("", world.Running());
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void A_quorum_needs_several_people_and_one_rejection_ends_it()
    {
        var world = Waiting(Ask(quorum: 2));
        Assert.Equal("1 of 2 approvals", Vote(world, "ann@b.org"));
        Assert.Equal(ExecutionStatus.Running, world.StatusOf("review"));
        Assert.Equal("approved", Vote(world, "bob@b.org"));
        Assert.Contains("\"decided_by\":\"bob@b.org\"", Output(world), StringComparison.Ordinal);

        world = Waiting(Ask(quorum: 2));
        Vote(world, "ann@b.org");
        Assert.Equal("rejected", Vote(world, "bob@b.org", approves: false));
    }

    [Fact]
    public void Votes_of_others_and_second_votes_are_refused_and_change_nothing()
    {
        var world = Waiting(Ask(quorum: 2));
        var run = world.State.Runs.Values[0].Id;
        Assert.Equal($"'eve' may not decide 'review' of run '{run}': its approvers are ann@b.org, bob@b.org.", Refused(world, "eve"));
        Vote(world, "ann@b.org");
        Assert.Equal($"'ann@b.org' has approved 'review' of run '{run}' already, at {Midnight}; a vote is not replaced.", Refused(world, "Ann@B.org", approves: false));
        Assert.Single(world.Of<ApprovalVoted>());
    }

    [Fact]
    public void A_late_vote_is_told_who_has_decided()
    {
        var world = Waiting(Ask());
        var run = world.State.Runs.Values[0].Id;
        Vote(world, "bob@b.org", approves: false);
        Assert.Equal($"'review' of run '{run}' was rejected by bob@b.org at {Midnight}.", ApprovalText.Past(world.Journal, "review"));

        world = Waiting(Ask());
        Vote(world, "ann@b.org");
        Assert.Equal($"'review' of run '{run}' was approved by ann@b.org at {Midnight}.", Refused(world, "bob@b.org"));
    }

    [Fact]
    public void What_does_not_wait_cannot_be_decided()
    {
        var world = new LogicWorld(Graph(Ask())).Start().Publish("go");
        var run = world.State.Runs.Values[0].Id;
        Assert.Equal($"'review' of run '{run}' does not wait for a decision: it is not started.", Refused(world, "ann@b.org"));
        Assert.Equal("Pipeline 'test' has no node 'reveiw'; did you mean 'review'?", Refused(world, "ann@b.org", node: "reveiw"));
        Assert.Equal("'train' of pipeline 'test' is no approval; its approvals are 'review'.", Refused(world, "ann@b.org", node: "train"));
        world.Complete("train");
        var unknown = Assert.Throws<CommandException>(() => world.Do(commands => commands.Approvals.Decide(run + "0", "review", null, new Vote("ann@b.org", true, "", ""))));
        Assert.Equal($"Pipeline 'test' has no open run '{run}0'; did you mean '{run}'?", unknown.Message);
        var older = Assert.Throws<CommandException>(() => world.Do(commands => commands.Approvals.Decide(run, "review", 2, new Vote("ann@b.org", true, "", ""))));
        Assert.Equal($"'review' of run '{run}' was asked again since: decide about the newer request.", older.Message);
    }

    [Theory]
    [InlineData(ApprovalTimeout.Reject, "rejected", "")]
    [InlineData(ApprovalTimeout.Approve, "approved", "deploy")]
    public void Its_deadline_decides(ApprovalTimeout onTimeout, string result, string running)
    {
        var world = Waiting(Ask(onTimeout: onTimeout), timeout: TimeSpan.FromHours(4));
        world.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Running, world.StatusOf("review"));
        world.Tick();
        Assert.Equal(
            $$"""{"approval_result":"{{result}}","approval_comment":null,"decided_by":"timeout","decided_at":"2026-11-29T04:00:00+00:00","form":null}""", Output(world));
        Assert.Equal(running, world.Running());
        Assert.Equal($"'review' of run '{world.Journal.OfType<RunOpened>().Single().Run}' was {result} at its deadline, 2026-11-29 04:00:00Z.", ApprovalText.Past(world.Journal, "review"));
    }

    [Fact]
    public void Those_who_have_not_decided_are_reminded_and_others_are_asked_later()
    {
        var world = Waiting(Ask(quorum: 2, remindEvery: TimeSpan.FromHours(1), escalateAfter: TimeSpan.FromMinutes(150)));
        var run = world.State.Runs.Values[0].Id;
        Assert.Equal(["ann@b.org", "bob@b.org"], world.Sent.Single().Recipients);
        Assert.Equal($"'cat@b.org' may not decide 'review' of run '{run}': it is escalated to them at 2026-11-29 02:30:00Z.", Refused(world, "cat@b.org"));
        Vote(world, "ann@b.org");
        world.Advance(TimeSpan.FromHours(3));
        Assert.Equal(
            ["opened ann@b.org,bob@b.org", "reminder-1 bob@b.org", "reminder-2 bob@b.org", "escalated cat@b.org", "reminder-3 bob@b.org,cat@b.org"],
            world.Sent.Select(static sent => sent.Id.Split(':')[^1] + " " + string.Join(',', sent.Recipients!)));
        Assert.StartsWith("Not decided for 150m: Deploy ", world.Sent[3].Message, StringComparison.Ordinal);
        Assert.Equal("approved", Vote(world, "cat@b.org"));
        world.Advance(TimeSpan.FromHours(3));
        Assert.Equal(5, world.Sent.Count);
    }

    [Fact]
    public void A_notification_says_what_is_asked_and_how_to_answer()
    {
        var world = Waiting(Ask(quorum: 2, description: "Loss 0.2"), timeout: TimeSpan.FromHours(4));
        var (run, sent) = (world.State.Runs.Values[0].Id, Assert.Single(world.Sent));
        Assert.Equal(
            $"Deploy {run}\n\nLoss 0.2\n\nApprovers: ann@b.org, bob@b.org (2 approvals are needed).\nDeadline: 2026-11-29 04:00:00Z, then it is rejected.\n"
            + $"To answer: approvals approve {run} review, or approvals reject {run} review.",
            sent.Message);
        Assert.Equal(("test", "review", run, "train.completed"), (sent.Pipeline, sent.Node, sent.Run, sent.Trigger));
        Assert.Equal((1, $"Deploy {run}", "Loss 0.2", 2, world.Now, world.Now.AddHours(4)), (sent.Approval!.Number, sent.Approval.Title, sent.Approval.Description, sent.Approval.Quorum, sent.Approval.OpenedAt, sent.Approval.Deadline));
        Assert.Null(sent.Link);
    }

    [Fact]
    public void After_a_crash_votes_and_times_are_as_before_and_missed_reminders_are_one()
    {
        var world = Waiting(Ask(quorum: 2, remindEvery: TimeSpan.FromHours(1), escalateAfter: TimeSpan.FromHours(10)), timeout: TimeSpan.FromHours(12));
        Vote(world, "ann@b.org");
        world.Crash(TimeSpan.FromHours(5));
        Assert.Equal(ExecutionStatus.Running, world.StatusOf("review"));
        Assert.Equal([1], world.Of<ApprovalReminded>().Select(static reminded => reminded.Count));
        Assert.Contains("already", Refused(world, "ann@b.org"), StringComparison.Ordinal);
        world.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(2, world.Of<ApprovalReminded>().Count());

        world.Crash(TimeSpan.FromHours(30));
        Assert.Empty(world.Of<ApprovalEscalated>());
        Assert.Contains("\"decided_by\":\"timeout\"", Output(world), StringComparison.Ordinal);
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void What_cannot_be_asked_has_failed_and_is_tried_again_as_the_class_says()
    {
        var attempts = 0;
        ApprovalSettings Settings() => new() { Title = static _ => "?", Approvers = _ => ++attempts < 3 ? throw new InvalidOperationException("no model") : ["ann@b.org"] };
        var text = new GraphText("review", "deploy");
        text.Guards["few"] = static at => at.Attempts < 3;
        var world = new LogicWorld(text.Node("review", "go", retry: "? few", approval: Settings()).Node("deploy", "review.completed").Build()).Start().Publish("go");
        Assert.Equal("no model", world.Of<ExecutionFailed>().Single().Error);
        Assert.Empty(world.Sent);
        world.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((ExecutionStatus.Running, 3), (world.StatusOf("review"), attempts));
        Assert.Equal("approved", Vote(world, "ann@b.org"));

        attempts = -10;
        world = new LogicWorld(new GraphText("review").Node("review", "go", approval: Settings()).Build()).Start().Publish("go");
        Assert.Equal("Failed", world.Ends());
    }

    [Fact]
    public void A_question_that_fails_without_a_pause_is_asked_once_a_second()
    {
        var text = new GraphText("review");
        text.Guards["always"] = static _ => true;
        var asked = new ApprovalSettings { Title = static _ => throw new InvalidOperationException("no model"), Approvers = static _ => ["ann"] };
        var world = new LogicWorld(text.Node("review", "go", retry: "? always", backoff: TimeSpan.Zero, approval: asked).Build()).Start().Publish("go");
        Assert.Single(world.Of<ExecutionFailed>());
        world.Tick().Tick();
        Assert.Equal(3, world.Of<ExecutionFailed>().Count());
    }

    [Theory]
    [InlineData(1, "it cannot be asked: in this run it has no approver, all entries of Approvers are empty", "", " ")]
    [InlineData(3, "it cannot be asked: 3 approvals are needed (Quorum), and it has 2 approvers: ann, bob", "ann", "", "ANN ", "bob")]
    public void Approvers_are_checked_when_it_is_opened(int quorum, string error, params string[] approvers)
    {
        var world = new LogicWorld(Graph(new ApprovalSettings { Title = static _ => "?", Approvers = _ => approvers, Quorum = quorum })).Start().Publish("go").Complete("train");
        Assert.Equal(error, world.Of<ExecutionFailed>().Single().Error);
        Assert.Equal("Failed", world.Ends());
    }

    [Fact]
    public void A_newer_run_that_reaches_it_closes_the_older_one_which_holds_no_place_among_the_active_runs()
    {
        var world = Waiting(Ask());
        var first = world.State.Runs.Values[0].Id;
        world.Tick().Publish("go");
        Assert.Equal("train", world.Running());
        Assert.Equal(2, world.State.Runs.Count);
        world.Complete("train");
        Assert.Equal(
            """{"approval_result":"rejected","approval_comment":"superseded","decided_by":"superseded","decided_at":"2026-11-29T00:00:01+00:00","form":null}""", Output(world));
        Assert.Equal(first, world.Of<RunEnded>().Single().Run);
        Assert.Equal($"'review' of run '{first}' was rejected at 2026-11-29 00:00:01Z, because a newer run has reached it: decide about that one.", ApprovalText.Past(world.Journal, "review"));
        Assert.Equal("approved", Vote(world, "ann@b.org"));
    }

    [Fact]
    public void A_run_of_an_earlier_time_closes_none()
    {
        var world = Waiting(Ask());
        world.Do(commands => commands.StartRun("ann", world.Now.AddDays(-1), ["train"], new Dictionary<string, string>()));
        world.Complete("train");
        Assert.Equal(2, world.State.Waiting.Count);
    }

    [Fact]
    public void It_ends_with_its_run_and_by_its_stop_trigger_and_is_asked_again_by_its_restart_trigger()
    {
        var graph = new GraphText("review", "deploy").Node("review", "go", stop: "halt", restart: "again", approval: Ask()).Node("deploy", "review.completed").Build(maxActiveRuns: 5);
        var world = new LogicWorld(graph).Start().Publish("go").Publish("again");
        Assert.Equal(2, Assert.Single(world.State.Waiting).Value.Key.Number);
        Assert.Equal([":opened", ":opened"], world.Sent.Select(static sent => sent.Id[sent.Id.LastIndexOf(':')..]));
        var run = world.State.Runs.Values[0].Id;
        Assert.Equal(
            $"'review' of run '{run}' cannot be skipped: it is running; only one that has failed, or has not begun, can.",
            Assert.Throws<CommandException>(() => world.Do(commands => commands.Skip(run, "review", "ann", ""))).Message);
        world.Publish("halt");
        Assert.Equal("Completed", world.Ends());
        Assert.Equal(["a trigger has restarted it", "a trigger has stopped it"], world.Of<ApprovalClosed>().Select(static closed => closed.Comment));

        world.Publish("go").Do(commands => commands.CancelRun(world.State.Runs.Values[0].Id, "ann", ""));
        Assert.Equal("Completed Cancelled", world.Ends());
        Assert.Equal((ApprovalStatus.Cancelled, "its run was cancelled"), (world.Of<ApprovalClosed>().Last().Status, world.Of<ApprovalClosed>().Last().Comment));
        Assert.Empty(world.State.Waiting);
    }

    [Fact]
    public void One_that_could_not_be_asked_is_marked_as_completed_with_an_output_of_its_form_only()
    {
        var text = new GraphText("review", "other", "deploy");
        text.Guards["approved"] = static at => ((JsonOutputs)at.Outputs!).Text(0, "approval_result") == "approved";
        var asked = new ApprovalSettings { Title = static _ => "?", Approvers = static _ => [] };
        var world = new LogicWorld(text.Node("review", "go", approval: asked).Node("other", "go").Node("deploy", "review.completed ? approved").Build()).Start().Publish("go");
        var run = world.State.Runs.Values[0].Id;
        string Wrong(string output) => Assert.Throws<CommandException>(() => world.Do(commands => commands.MarkCompleted(run, "review", output, "ann", ""))).Message;
        const string Start = "'review' cannot be marked as completed with this output. The output is no decision of an approval: ";
        Assert.Equal(Start + "approval_result is missing.", Wrong("""{"approved":true}"""));
        Assert.Equal(Start + "approval_result is 'yes', not 'approved' or 'rejected'.", Wrong("""{"approval_result":"yes"}"""));
        Assert.Equal(Start + "decided_by is missing.", Wrong("""{"approval_result":"approved"}"""));
        Assert.Equal(Start + "decided_at is no date-time: \"now\".", Wrong("""{"approval_result":"approved","decided_by":"ann","decided_at":"now"}"""));
        Assert.Equal(Start + "it is a JSON array.", Wrong("[1]"));
        Assert.StartsWith("'review' cannot be marked as completed with this output. ", Wrong("nonsense"), StringComparison.Ordinal);
        Assert.Equal("other", world.Running());
        Assert.Empty(world.Of<ExecutionCompleted>());

        world.Do(commands => commands.MarkCompleted(run, "review", """{"approval_result":"approved","decided_by":"ann","decided_at":"2026-11-29T01:00:00Z"}""", "ann", ""));
        Assert.Equal("other deploy", world.Running());
    }

    [Fact]
    public void While_the_pipeline_is_paused_nothing_is_asked()
    {
        var world = new LogicWorld(Graph(Ask())).Start().Publish("go").Do(static commands => commands.Pause("ann", "")).Complete("train");
        Assert.Equal(ExecutionStatus.Scheduled, world.StatusOf("review"));
        world.Do(static commands => commands.Resume("ann", ""));
        Assert.Equal(ExecutionStatus.Running, world.StatusOf("review"));
    }

    [Fact]
    public void What_was_asked_holds_although_the_class_has_changed()
    {
        var world = Waiting(Ask());
        world.Crash(graph: Graph(new ApprovalSettings { Title = static _ => "?", Approvers = static _ => ["dan"] }));
        Assert.Contains("its approvers are ann@b.org, bob@b.org", Refused(world, "dan"), StringComparison.Ordinal);
        Assert.Equal("approved", Vote(world, "ann@b.org"));

        world = Waiting(Ask());
        world.Crash(graph: Graph(approval: null));
        Assert.Equal((ApprovalStatus.Cancelled, "the node is no approval any more"), (world.Of<ApprovalClosed>().Single().Status, world.Of<ApprovalClosed>().Single().Comment));
        Assert.Empty(world.State.Waiting);
    }

    private static ApprovalSettings Ask(
        int quorum = 1, ApprovalTimeout onTimeout = ApprovalTimeout.Reject, TimeSpan? remindEvery = null, TimeSpan? escalateAfter = null, string? description = null) => new()
        {
            Title = static at => "Deploy " + at.RunId,
            Description = description is null ? null : _ => description,
            Approvers = static _ => ["ann@b.org", " bob@b.org "],
            Quorum = quorum,
            OnTimeout = onTimeout,
            RemindEvery = remindEvery,
            EscalateAfter = escalateAfter,
            EscalateTo = escalateAfter is null ? null : static _ => ["cat@b.org"],
        };

    private static ControlGraph Graph(ApprovalSettings? approval, TimeSpan? timeout = null)
    {
        var text = new GraphText("train", "review", "deploy");
        text.Guards["approved"] = static at => ((JsonOutputs)at.Outputs!).Text(1, "approval_result") == "approved";
        return text.Node("train", "go").Node("review", "train.completed", approval: approval, timeout: timeout).Node("deploy", "review.completed ? approved").Build();
    }

    private static LogicWorld Waiting(ApprovalSettings approval, TimeSpan? timeout = null) => new LogicWorld(Graph(approval, timeout)).Start().Publish("go").Complete("train");

    private static string Vote(LogicWorld world, string who, bool approves = true, string comment = "", string node = "review")
    {
        var (answer, run) = ("", world.State.Runs.Values[^1].Id);
        world.Do(commands => answer = commands.Approvals.Decide(run, node, null, new Vote(who, approves, comment, "")));
        return answer;
    }

    private static string Refused(LogicWorld world, string who, bool approves = true, string node = "review") =>
        Assert.Throws<CommandException>(() => Vote(world, who, approves, node: node)).Message;

    private static string Output(LogicWorld world) => world.Of<ExecutionCompleted>().First(static completed => completed.Node == "review").Output;
}
