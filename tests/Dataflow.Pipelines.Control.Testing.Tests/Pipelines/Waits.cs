namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

/// <summary>Tasks that wait in each way in which a task can.</summary>
[Pipeline("waits"), ExternalEvent("begin.wait"), ExternalEvent("begin.once"), ExternalEvent("begin.until_stopped"), ExternalEvent("begin.read_file"), ExternalEvent("begin.until_outside"), ExternalEvent("begin.count"), ExternalEvent("begin.both")]
public sealed partial class Waits(TestClock clock)
{
    public TestClock Clock => clock;

    /// <summary>What the tasks have done, in order.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Completed by a test, from outside of the control plane.</summary>
    public TaskCompletionSource Outside { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Task, StartWhen("event:begin.wait"), RetryWhen("event:wait.failed && {{ attempts < 3 }}")]
    public async Task Wait(RunContext run, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromHours(1), clock, ct);
        Done.Add("wait " + run.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Task, StartWhen("event:begin.once")]
    public Task Once()
    {
        Done.Add(SynchronizationContext.Current is null ? "once" : "once, on " + SynchronizationContext.Current);
        return Task.CompletedTask;
    }

    [Task(Timeout = "10m"), StartWhen("event:begin.until_stopped")]
    public async Task UntilStopped(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = ct.Register(stopped.SetResult);
        await stopped.Task;
        Done.Add("stopped");
        ct.ThrowIfCancellationRequested();
    }

    [Task, StartWhen("event:begin.read_file")]
    public async Task ReadFile(CancellationToken ct)
    {
        // Real I/O on other threads, and back.
        var text = await File.ReadAllTextAsync(typeof(Waits).Assembly.Location + ".missing", ct).ConfigureAwait(false);
        Done.Add(text);
    }

    [Task, StartWhen("event:begin.until_outside")]
    public async Task UntilOutside()
    {
        await Outside.Task;
        Done.Add("outside");
    }

    [Process("""/bin/sh -c 'printf %s "{\"value\":3}" > "$DATAFLOW_RESULT_FILE"' """), StartWhen("event:begin.count")]
    public partial ProcessTask<Number> Count { get; }

    [Task, StartWhen("event:begin.both")]
    public Task Left(CancellationToken ct) => ReadAsync("left", ct);

    [Task, StartWhen("event:begin.both")]
    public Task Right(CancellationToken ct) => ReadAsync("right", ct);

    [Task, StartWhen("event:until_outside.completed")]
    public Task<Measured> Measure(RunContext run) =>
        Task.FromResult(new Measured((run.Services.GetService(typeof(TimeProvider)) as TimeProvider)!.GetUtcNow(), (run.Services.GetService(typeof(string)) as string)!));

    private async Task ReadAsync(string name, CancellationToken ct)
    {
        Done.Add(name + " begins");
        await File.ReadAllBytesAsync(typeof(Waits).Assembly.Location, ct).ConfigureAwait(false);
        Done.Add(name + " ends");
    }
}
