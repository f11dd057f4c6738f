using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines.Tests.Checkpoints.Protocol;

/// <summary>Every state that a small job can reach: barriers, acknowledgements, failures, requests and ends in every order.</summary>
public sealed class CheckpointProtocolTests(ITestOutputHelper output)
{
    private const int Many = 200;

    [Theory]
    [InlineData(1, 1, 3, 0)]
    [InlineData(3, 2, 2, 0)]
    [InlineData(4, 2, 1, 0)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(2, 2, 1, 2)]
    public void In_every_state_its_rules_hold_and_the_end_can_be_reached(int lanes, int sources, int requests, int tolerated)
    {
        var reached = Explore(new ProtocolBounds(lanes, sources, requests, tolerated));
        output.WriteLine($"{reached.Count} states");
        Assert.True(reached.Count > Many, $"Only {reached.Count} states were reached.");
        Assert.Equal(
            [CheckpointPhase.None, CheckpointPhase.Gathering, CheckpointPhase.Writing, CheckpointPhase.Committing, CheckpointPhase.Over, CheckpointPhase.Failed],
            reached.Keys.Select(static world => world.Protocol.Phase).Distinct().Order());

        // Backwards from the final states: a job in a state that is not reached here could run indefinitely or deadlock.
        var met = reached.Keys.Where(static world => world.Protocol.Phase is CheckpointPhase.Over or CheckpointPhase.Failed).ToHashSet();
        var left = new Queue<ProtocolWorld>(met);
        while (left.TryDequeue(out var world))
        {
            foreach (var before in reached[world].Where(met.Add))
            {
                left.Enqueue(before);
            }
        }

        Assert.Equal(reached.Count, met.Count);
    }

    [Fact]
    public void Acknowledgements_of_a_discarded_checkpoint_change_nothing()
    {
        var discarded = new CheckpointProtocol(lanes: 2, sources: 1, newest: 0, restored: 0, tolerated: 1).Request().Start().Acknowledge(1, 0).Discard(1);
        Assert.Equal(CheckpointDue.AfterPause, discarded.Due);
        Assert.Equal(discarded, discarded.Acknowledge(1, 1).Store(1, 0).Store(1, 1).Discard(1));
        var next = discarded.Start();
        Assert.Equal(2, next.Number);
        Assert.Equal(next, next.Acknowledge(1, 1).Store(1, 1));
        Assert.Equal(CheckpointPhase.Failed, next.Discard(2).Phase);
    }

    [Fact]
    public void A_checkpoint_whose_state_is_durable_is_not_discarded()
    {
        var durable = new CheckpointProtocol(lanes: 1, sources: 1, newest: 0, restored: 0).Request().Start().Acknowledge(1, 0).Store(1, 0);
        Assert.Equal(CheckpointPhase.Writing, durable.Phase);
        Assert.Equal(durable, durable.Discard(1));
    }

    [Fact]
    public void A_complete_checkpoint_resets_the_count_of_failures()
    {
        var protocol = new CheckpointProtocol(lanes: 1, sources: 1, newest: 0, restored: 0, tolerated: 1).Request();
        for (var round = 0; round < 3; round++)
        {
            protocol = protocol.Start();
            protocol = protocol.Discard(protocol.Number).Start();
            protocol = protocol.Acknowledge(protocol.Number, 0).Store(protocol.Number, 0).Write().Commit().Request();
        }

        Assert.Equal(6, protocol.Completed);
    }

    [Fact]
    public void A_request_during_a_checkpoint_requests_the_next()
    {
        var during = new CheckpointProtocol(lanes: 1, sources: 1, newest: 0, restored: 0).Request().Start().Request();
        Assert.Equal(CheckpointDue.No, during.Due);
        Assert.Equal(CheckpointDue.AfterPause, during.Acknowledge(1, 0).Store(1, 0).Write().Commit().Due);
    }

    [Fact]
    public void An_impossible_transition_is_a_fault_of_the_engine()
    {
        var idle = new CheckpointProtocol(lanes: 2, sources: 1, newest: 3, restored: 3);
        var gathering = idle.Request().Start().Acknowledge(4, 0);
        Assert.Throws<EngineFaultException>(() => idle.Start());
        Assert.Throws<EngineFaultException>(() => gathering.Start());
        Assert.Throws<EngineFaultException>(() => gathering.Acknowledge(4, 0));
        Assert.Throws<EngineFaultException>(() => gathering.Acknowledge(5, 1));
        Assert.Throws<EngineFaultException>(() => gathering.Store(4, 1));
        Assert.Throws<EngineFaultException>(() => gathering.Write());
        Assert.Throws<EngineFaultException>(() => gathering.Commit());
    }

    // Each state with its predecessors.
    private static Dictionary<ProtocolWorld, List<ProtocolWorld>> Explore(ProtocolBounds bounds)
    {
        var start = ProtocolWorld.Begin(bounds);
        var reached = new Dictionary<ProtocolWorld, List<ProtocolWorld>> { [start] = [] };
        var left = new Queue<ProtocolWorld>([start]);
        while (left.TryDequeue(out var world))
        {
            foreach (var (_, next) in world.Next())
            {
                if (!reached.TryGetValue(next, out var before))
                {
                    reached[next] = before = [];
                    left.Enqueue(next);
                }

                before.Add(world);
            }
        }

        return reached;
    }
}
