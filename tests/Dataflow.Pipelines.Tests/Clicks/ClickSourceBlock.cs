using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>Source, validation and filter in one loop, in the form that the generator emits.</summary>
internal sealed class ClickSourceBlock : MessageSourceBlock<Click, JsonFormat<Click>>
{
    public const int Valid = 0;
    public const int Invalid = 1;

    private readonly NodeCounters _source;
    private readonly NodeCounters _valid;
    private readonly NodeCounters _noTests;
    private readonly Output<Click> _toValid;
    private readonly Output<DeadLetter> _toInvalid;
    private NodeCounters _running;

    public ClickSourceBlock(LaneContext lane, IMessageSource<Click, JsonFormat<Click>> connector, WatermarkPolicy policy)
        : base(lane, connector, policy)
    {
        _running = _source = lane.Counters(lane.Node);
        _valid = lane.Counters(lane.Node + "_valid");
        _noTests = lane.Counters(lane.Node + "_no_tests");
        _toValid = AddOutput<Click>();
        _toInvalid = AddOutput<DeadLetter>();
    }

    /// <summary>Whether records carry their source positions, which downstream nodes need to reject them.</summary>
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
            throw Unexpected(_running, in messages[next], fault);
        }
    }

    private void Loop(ReadOnlySpan<SourceMessage> messages, ref int next)
    {
        ref var emitter = ref _toValid.Emitter;
        ref var format = ref Format;
        for (; next < messages.Length; next++)
        {
            ref readonly var message = ref messages[next];

            // node: source
            _running = _source;
            _source.In++;
            if (!format.TryRead(message.Payload, out var click, out var reason))
            {
                Reject(_toInvalid, _source, in message, reason);
                continue;
            }

            var ticks = click.At.UtcTicks;
            if (!Clock.Observe(message.Split, ticks))
            {
                Reject(_toInvalid, _source, in message, Clock.TooFarAhead(ticks));
                continue;
            }

            _source.Out++;

            // node: valid
            _running = _valid;
            _valid.In++;
            if (click.User == "poison")
            {
                throw new DivideByZeroException("poisoned.");
            }

            if (click.Amount < 0)
            {
                Reject(_toInvalid, _valid, in message, "amount is negative", ticks);
                continue;
            }

            _valid.Out++;

            // node: no_tests
            _running = _noTests;
            _noTests.In++;
            if (click.User.StartsWith("test", StringComparison.Ordinal))
            {
                _noTests.Filtered++;
                continue;
            }

            _noTests.Out++;
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
