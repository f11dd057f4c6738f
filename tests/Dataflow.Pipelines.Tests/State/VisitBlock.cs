using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.State;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>
/// In the form that the generator emits. Output 0: each click with the number of its user's clicks so far; output 1: a click at the end of each
/// minute in which the user had one, and one at the processing time that a click with the id <c>wake</c> requests (in <c>Amount</c> seconds).
/// </summary>
internal sealed class VisitBlock : KeyedBlock<Click>
{
    private static readonly long Minute = TimeSpan.FromMinutes(1).Ticks;
    private readonly NodeCounters _visits;
    private readonly Output<Click> _toNumbers;
    private readonly Output<Click> _toMinutes;
    private readonly KeyedState<Visits> _visitsStates;
    private readonly TimerQueue _visitsTimers;

    public VisitBlock(LaneContext lane, TtlPolicy? ttl = null)
        : base(lane)
    {
        _visits = lane.Counters(lane.Node);
        _toNumbers = AddOutput<Click>();
        _toMinutes = AddOutput<Click>();
        _visitsStates = AddState<Visits, VisitsCodec>(ttl);
        _visitsTimers = AddTimers();
    }

    protected override void Process(RecordBatch<Click> batch)
    {
        ref var numbers = ref _toNumbers.Emitter;
        var keys = new ReadOnlySpan<UInt128>(batch.Keys, 0, batch.Count);
        for (var next = 0; next < batch.Count; next++)
        {
            ref readonly var click = ref batch.Records[next];
            var ticks = batch.Times[next];
            _visits.In++;
            ref var state = ref _visitsStates.Of(keys, next, ticks);
            var timers = _visitsTimers.Of(keys[next]);
            state = new Visits(state.Count + 1, click.User);
            timers.SetEventTime(ticks - (ticks % Minute) + Minute);
            if (click.Id == "wake")
            {
                timers.SetProcessingTime(new DateTimeOffset(ProcessingTicks, TimeSpan.Zero).AddSeconds(click.Amount));
            }

            _visitsStates.Settle();
            _visits.Out++;
            numbers.Time = ticks;
            numbers.Emit(new Click("n", click.User, default, state.Count));
        }
    }

    protected override void FireTimers()
    {
        ref var minutes = ref _toMinutes.Emitter;
        while (_visitsTimers.TryTake(out var key, out var ticks))
        {
            minutes.Time = ticks;
            ref var state = ref _visitsStates.Of(key, _visitsTimers.EventTicks);
            minutes.Emit(new Click("minute", state.Last ?? "", new DateTimeOffset(ticks, TimeSpan.Zero), 0));
        }
    }
}
