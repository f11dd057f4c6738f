using Dataflow.Pipelines.Control.Testing.Tests.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Testing.Tests;

/// <summary>What the test waits for, and what it does not.</summary>
public sealed class WaitTests
{
    private readonly Waits _pipeline = new(new TestClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task A_task_that_waits_for_the_clock_goes_on_when_the_test_advances_it()
    {
        await using var test = await StartAsync();
        var run = await test.StartRunAsync(nodes: nameof(Waits.Wait));
        await test.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(ExecutionStatus.Running, run.StatusOf("wait"));
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(TimeSpan.FromHours(1), run.EndedAt - run.OpenedAt);
    }

    [Fact]
    public async Task A_task_may_wait_for_its_token()
    {
        await using var test = await StartAsync(options => options.LetWait(nameof(Waits.UntilStopped)));
        var run = await test.StartRunAsync(nodes: "until_stopped");
        Assert.Equal(ExecutionStatus.Running, run.StatusOf("until_stopped"));
        await test.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal((RunStatus.Failed, "the attempt exceeded its timeout of 10m"), (run.Status, run.Execution("until_stopped").Error));
        Assert.Equal(["stopped"], _pipeline.Done);
    }

    [Fact]
    public async Task What_a_task_does_outside_of_the_test_is_waited_for()
    {
        await using var test = await StartAsync(static options => options.Services.AddSingleton("service"));
        var read = await test.StartRunAsync(nodes: "read_file");
        Assert.Equal(ExecutionStatus.Dead, read.StatusOf("read_file"));
        Assert.Contains(".missing", read.Execution("read_file").Error, StringComparison.Ordinal);

        var starting = test.StartRunAsync(nodes: "until_outside");
        _pipeline.Outside.SetResult();
        var run = await starting;
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["outside"], _pipeline.Done);
        Assert.Equal(new Measured(test.Now, "service"), run.Output<Measured>(nameof(Waits.Measure)));
    }

    /// <summary>The order of two tasks follows from the seed, not from the machine.</summary>
    [Fact]
    public async Task One_task_after_the_other_does_something_outside_of_the_test()
    {
        var orders = new HashSet<string>();
        for (var seed = 1; seed <= 10; seed++)
        {
            _pipeline.Done.Clear();
            await using var test = await StartAsync(options => options.Seed = seed);
            await test.PublishAsync("begin.both");
            orders.Add(string.Join(", ", _pipeline.Done));
        }

        Assert.Equal(["left begins, left ends, right begins, right ends", "right begins, right ends, left begins, left ends"], orders.Order());
    }

    [Fact]
    public async Task A_program_runs_for_real()
    {
        await using var test = await StartAsync();
        var run = await test.StartRunAsync(nodes: nameof(Waits.Count));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(3, run.Output<Number>("count").Value);
    }

    /// <summary>What a task awaits comes back to the scheduler of its host, whatever the test framework has installed.</summary>
    [Fact]
    public async Task The_synchronization_context_of_the_test_is_not_used()
    {
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            await using var test = await StartAsync();
            await test.StartRunAsync(nodes: "once");
            Assert.Equal(["once"], _pipeline.Done);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task A_task_that_does_not_end_is_named()
    {
        await using var test = await StartAsync(static options => options.RealTimeLimit = TimeSpan.FromMilliseconds(50));
        var fault = await Assert.ThrowsAsync<TimeoutException>(() => test.StartRunAsync(nodes: "until_outside"));

        Assert.StartsWith("'until_outside' of run '20260101T000000Z-", fault.Message, StringComparison.Ordinal);
        Assert.Contains("0.05 s of real time (attempt 1; RealTimeLimit)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Replace(\"until_outside\", ..)", fault.Message, StringComparison.Ordinal);
        _pipeline.Outside.SetResult();
    }

    private Task<ControlTest> StartAsync(Action<ControlTestOptions>? configure = null) => ControlTest.StartAsync(_pipeline, options =>
    {
        options.Clock = _pipeline.Clock;
        configure?.Invoke(options);
    });
}
