using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>Source, validation and filter in one loop, in the shape that the generator writes.</summary>
internal sealed class ClickSourceBlock : SourceBlock<Click>
{
    public const int Valid = 0;
    public const int Invalid = 1;

    private readonly NodeCounters source;
    private readonly NodeCounters valid;
    private readonly NodeCounters noTests;
    private readonly Output<Click> toValid;
    private readonly Output<DeadLetter> toInvalid;
    private NodeCounters running;

    public ClickSourceBlock(LaneContext lane, ISource<Click> connector, WatermarkPolicy policy)
        : base(lane, connector, policy)
    {
        running = source = lane.Counters(lane.Node);
        valid = lane.Counters(lane.Node + "_valid");
        noTests = lane.Counters(lane.Node + "_no_tests");
        toValid = AddOutput<Click>();
        toInvalid = AddOutput<DeadLetter>();
    }

    /// <summary>Whether records carry where they were read: for nodes downstream that reject.</summary>
    public bool HasPositions { get; init; } = true;

    protected override void Process(ReadOnlySpan<SourceMessage> messages)
    {
        var next = 0;
        try
        {
            Loop(messages, ref next);
        }
        catch (Exception fault)
        {
            throw Unexpected(running, in messages[next], fault);
        }
    }

    private void Loop(ReadOnlySpan<SourceMessage> messages, ref int next)
    {
        ref var emitter = ref toValid.Emitter;
        for (; next < messages.Length; next++)
        {
            ref readonly var message = ref messages[next];

            // node: source
            running = source;
            source.In++;
            if (!Click.TryReadJson(message.Payload, Decoder, out var click, out var reason))
            {
                Reject(toInvalid, source, in message, reason);
                continue;
            }

            var ticks = click.At.UtcTicks;
            if (!Clock.Observe(message.Split, ticks))
            {
                Reject(toInvalid, source, in message, Clock.TooFarAhead(ticks));
                continue;
            }

            source.Out++;

            // node: valid
            running = valid;
            valid.In++;
            if (click.User == "poison")
            {
                throw new DivideByZeroException("poisoned.");
            }

            if (click.Amount < 0)
            {
                Reject(toInvalid, valid, in message, "amount is negative", ticks);
                continue;
            }

            valid.Out++;

            // node: no_tests
            running = noTests;
            noTests.In++;
            if (click.User.StartsWith("test", StringComparison.Ordinal))
            {
                noTests.Filtered++;
                continue;
            }

            noTests.Out++;
            emitter.Time = ticks;
            if (HasPositions)
            {
                emitter.Emit(in click, PositionOf(in message));
            }
            else
            {
                emitter.Emit(in click);
            }
        }
    }
}
