using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Async;

/// <summary>A feeder, an asynchronous operation whose calls the test completes, and a probe downstream of it, on the simulated scheduler.</summary>
internal sealed class AsyncRig : IDisposable
{
    private readonly Dictionary<string, TaskCompletionSource<OrReject<Click>?>> _calls = [];
    private readonly SingleThreadScheduler _scheduler = new(1);
    private readonly ClickWorld _world = new();
    private Feeder _feeder = null!;
    private Probe _probe = null!;

    private readonly bool _ignoresToken;

    public AsyncRig(AsyncOptions options, bool ignoresToken = false)
    {
        _ignoresToken = ignoresToken;

        void Build(JobBuilder job)
        {
            var upstream = job.Add("feeder", 1, lane => _feeder = new Feeder(lane));
            var asked = job.Add("asked", 1, lane => new AsyncBlockUnderTest(lane, options, Ask));
            job.Connect<Click>(upstream, 0, asked);
            job.Connect<Click>(asked, 0, job.Add("probe", 1, lane => _probe = new Probe(lane, isOpen: true)));
        }

        Job = new BlockJob(_scheduler, _world.Time, Build);
    }

    public BlockJob Job { get; }

    /// <summary>Numbers whose call is in flight, in the order of the calls.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Numbers whose call was cancelled.</summary>
    public List<string> Stopped { get; } = [];

    public IEnumerable<string> Seen => _probe.Seen.Select(static s => s.StartsWith("0:", StringComparison.Ordinal) ? s[2..] : s);

    public NodeCounts Counts => Job.Report.Counts()["asked"];

    public void Send(params int[] numbers)
    {
        var sending = _scheduler.Start(() => _feeder.SendAsync(numbers));
        _scheduler.RunUntil(sending, "a credit");
        _scheduler.RunUntilIdle();
    }

    public void Watermark(long ticks) => Control(() => _feeder.Watermark(ticks));

    public void Idle() => Control(_feeder.Idle);

    public void Barrier(long checkpoint) => Control(() => _feeder.Barrier(checkpoint));

    public void End() => Control(_feeder.End);

    public void Answer(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            Control(() => Take(number).SetResult((OrReject<Click>)ClickInput.Click(number, number)));
        }
    }

    public void Throw(int number, Exception fault) => Control(() => Take(number).SetException(fault));

    public void Wait(TimeSpan time) => Control(() => _world.Time.Advance(time));

    public PipelineFaultException Fault()
    {
        _scheduler.RunUntil(Job.Completion, "the job's fault");
        return Assert.IsType<PipelineFaultException>(Job.Completion.Exception?.InnerException);
    }

    public void Dispose()
    {
        Job.Dispose();
        Assert.Equal(0, Job.Outstanding<Click>());
        Assert.Equal(0, _world.Time.Timers);
        Assert.Empty(Asked.Except(Stopped));
    }

    private void Control(Action act)
    {
        act();
        _scheduler.RunUntilIdle();
    }

    private TaskCompletionSource<OrReject<Click>?> Take(int number)
    {
        Asked.Remove($"{number}");
        Assert.True(_calls.Remove($"{number}", out var call), $"no call for {number} is in flight");
        return call;
    }

    private async ValueTask<OrReject<Click>?> Ask(Click click, CancellationToken cancellationToken)
    {
        var call = _calls[click.Id] = new TaskCompletionSource<OrReject<Click>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Asked.Add(click.Id);
        await using var stop = cancellationToken.Register(() =>
        {
            Stopped.Add(click.Id);
            if (!_ignoresToken)
            {
                call.TrySetCanceled(cancellationToken);
            }
        });
        return await call.Task;
    }
}
