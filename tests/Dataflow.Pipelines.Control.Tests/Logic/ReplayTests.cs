using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Random pipelines and inputs: a replay of the journal arrives at the state that the decisions had, whatever happened.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_replay_arrives_at_the_same_state_after_each_input() => Seeds.Run(1, 300, Run);

    [Fact]
    public void Random_inputs_reach_each_state_of_a_stream_node()
    {
        var reached = new HashSet<ExecutionStatus?>();
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var world = new LogicWorld(RandomRuns.Graph(random)).Start();
            for (var step = 0; step < 60; step++)
            {
                RandomRuns.Step(world, random);
                reached.UnionWith(world.State.Graph.Streams.SelectMany(static graph => graph.Nodes).Select(node => world.State.Streams.Newest(node)?.State.Status));
            }
        }

        ExecutionStatus?[] expected =
        [
            null, ExecutionStatus.Scheduled, ExecutionStatus.Running, ExecutionStatus.Completed, ExecutionStatus.Cancelling, ExecutionStatus.Cancelled, ExecutionStatus.Dead,
        ];
        Assert.Empty(expected.Except(reached));
    }

    [Fact]
    public void Random_inputs_reach_each_end_of_an_approval()
    {
        var reached = new HashSet<string>();
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var world = new LogicWorld(RandomRuns.Graph(random)).Start();
            for (var step = 0; step < 60; step++)
            {
                RandomRuns.Step(world, random);
            }

            reached.UnionWith(world.Of<ApprovalClosed>().Select(static closed => $"{closed.Status} {(closed.By is "timeout" or "superseded" or "" ? closed.By : "person")}"));
            reached.UnionWith(world.Journal.Where(static change => change is ApprovalReminded or ApprovalEscalated).Select(static change => change.GetType().Name));
        }

        string[] expected =
            ["Approved person", "Rejected person", "Approved timeout", "Rejected timeout", "Rejected superseded", "Cancelled ", nameof(ApprovalReminded), nameof(ApprovalEscalated)];
        Assert.Empty(expected.Except(reached));
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var graph = RandomRuns.Graph(random);
        var world = new LogicWorld(graph).Start();
        for (var step = 0; step < 60; step++)
        {
            RandomRuns.Step(world, random);
            var replayed = new ControlLogic(graph, new TestSamples());
            foreach (var change in world.Journal)
            {
                replayed.Replay(change);
            }

            Assert.True(Digest(world.State) == Digest(replayed.State), $"Seed {seed}, step {step}: decided\n{Digest(world.State)}\nreplayed\n{Digest(replayed.State)}");
        }
    }

    private static string Digest(ControlState state) =>
        $"started {state.IsStarted} paused {state.IsPaused} unheard {state.WithoutTrigger} next {state.NextOrder} latches {string.Join(',', state.Latches.Words.ToArray())} active {string.Join(',', state.ActiveOf)} "
        + $"slots {string.Join(',', state.UsedSlots)} runs {string.Join(',', state.ActiveRuns)} queues {string.Join(',', state.Queues.Select(static queue => queue.Count))} crons {string.Join(',', state.CronPositions)} "
        + $"happened {string.Concat(Enumerable.Range(0, state.Graph.Events.Count).Select(i => state.HasHappened(i) ? 1 : 0))} values {string.Concat(state.Index.OfPipeline.Entries.Select(entry => state.ValueOf(entry) ? 1 : 0))} outputs {state.Outputs}\n"
        + $"waiting {string.Join(',', state.Waiting.Values.Select(static execution => $"{execution.Key} {Describe(execution.Approval!)}"))}\n"
        + $"streams {string.Join(',', state.Graph.Streams.SelectMany(static graph => graph.Nodes).Select(state.Streams.Newest).Select(static execution => $"{execution?.Key} {execution?.State} {execution?.Attempts} {execution?.Reason} {execution?.Error} {execution?.Cause}"))}\n"
        + $"backfills {string.Join(',', state.Backfills.Values.Select(static backfill => $"{ChangeJson.Write(backfill.Request)} {backfill.Position:O}"))} open {string.Join(',', state.BackfillRuns.OrderBy(static pair => pair.Key))}\n"
        + $"alerts {string.Join(',', state.Alerts.Values)} silences {string.Join(',', state.Silences)}\n"
        + string.Join('\n', state.Runs.Values.Select(run =>
            $"{run.Id} {run.Status} {run.Backfill} {run.Active} {run.Waiting} failures {string.Join(',', run.Failures)} latches {string.Join(',', run.Latches.Words.ToArray())} outputs {run.Outputs} "
            + $"happened {string.Concat(Enumerable.Range(0, state.Graph.Events.Count).Select(i => run.HasHappened(i) ? 1 : 0))} values {string.Concat(state.Index.OfRun.Entries.Select(entry => run.ValueOf(entry) ? 1 : 0))} "
            + string.Join(' ', Enumerable.Range(0, state.Graph.Nodes.Count).Select(node => $"{run.Newest(node)?.Key}:{run.Newest(node)?.State}:{run.Newest(node)?.Attempts}:{run.CountOf(node)}:{run.ActiveOf(node).Count()}:{(run.Newest(node)?.Approval is { } approval ? Describe(approval) : "")}"))));

    private static string Describe(PendingApproval approval) =>
        $"{approval.Opened.Approval}+{approval.Opened.At:O}+{string.Join('+', approval.Votes.Select(static vote => vote.Who + vote.Approves + vote.By))}+{approval.Reminders}+{approval.RemindedAt:O}+{approval.EscalatedAt:O}+{approval.Closed?.Status}+{approval.Closed?.By}";
}
