using System.Globalization;
using System.Text;
using Dataflow.Pipelines.Control.Testing.Hosts;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>Kills the host at each append to the journal, and compares the results.</summary>
public static class CrashTest
{
    /// <summary>The time that passes after a scenario, in which what a crash has delayed is made up for.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Runs a scenario without a crash, and then once for each append to the journal and each side of it: the host is killed there, before the append is durable or after it, and another one
    /// goes on. Each must have the same result: the same runs with the same outcomes and outputs, approvals, alerts, and effects. Attempts, times and the ids of runs may differ.
    /// </summary>
    /// <typeparam name="TPipeline">The pipeline class.</typeparam>
    /// <param name="create">Creates the pipeline, with services of its own: effects of one repetition must not be seen in the next one.</param>
    /// <param name="scenario">
    /// What the test does. A crash delays what follows from it: wait with <see cref="ControlTest.AdvanceUntilAsync"/> before a step that needs something. Ten minutes pass after it.
    /// </param>
    /// <param name="configure">Sets the options of each repetition.</param>
    /// <param name="effects">What the nodes have done outside of the control plane, as text: files, rows, calls. Called after the scenario.</param>
    /// <param name="only">Only this crash, to repeat one that was reported.</param>
    /// <returns>What was tried.</returns>
    /// <exception cref="ControlTestException">A crash has another result, or the scenario fails with it: names the crash.</exception>
    public static async Task<CrashReport> RunAsync<TPipeline>(
        Func<TPipeline> create, Func<ControlTest, Task> scenario, Action<ControlTestOptions>? configure = null, Func<ControlTest, string>? effects = null, CrashPoint? only = null)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(scenario);
        var (expected, seed) = await OnceAsync(create, scenario, configure, effects, null);
        var crashes = 0;
        for (var point = only ?? new CrashPoint(1, IsAfter: false); ; point = point.IsAfter ? new CrashPoint(point.Append + 1, IsAfter: false) : point with { IsAfter = true })
        {
            var plan = new CrashPlan(point);
            var (actual, _) = await OnceAsync(create, scenario, configure, effects, plan);
            if (!plan.IsReached)
            {
                return only is null ? new CrashReport(crashes, expected)
                    : throw new ControlTestException(string.Create(CultureInfo.InvariantCulture, $"The scenario has no append {point.Append}."));
            }

            crashes++;
            if (actual != expected)
            {
                throw new ControlTestException(string.Create(
                    CultureInfo.InvariantCulture, $"The result with {point} is another one than without a crash (seed {seed}). {Replay(point)}\nWithout a crash:\n{expected}\nWith it:\n{actual}"));
            }

            if (only is not null)
            {
                return new CrashReport(crashes, expected);
            }
        }
    }

    private static async Task<(string Result, int Seed)> OnceAsync<TPipeline>(
        Func<TPipeline> create, Func<ControlTest, Task> scenario, Action<ControlTestOptions>? configure, Func<ControlTest, string>? effects, CrashPlan? plan)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        await using var test = await StartAsync(create(), configure, plan);
        try
        {
            await scenario(test);
            await test.AdvanceAsync(Rest);
            return (ResultOf(test) + effects?.Invoke(test), test.Seed);
        }
        catch (Exception fault) when (plan is not null)
        {
            throw new ControlTestException($"The scenario has failed with {plan.At}: {fault.Message} {Replay(plan.At)}\n{test}", fault);
        }
    }

    private static async Task<ControlTest> StartAsync<TPipeline>(TPipeline pipeline, Action<ControlTestOptions>? configure, CrashPlan? plan)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        try
        {
            return await ControlTest.StartAsync(pipeline, configure, plan);
        }
        catch (Exception fault) when (plan is { IsReached: true })
        {
            throw new ControlTestException($"The pipeline has not started with {plan.At}: {fault.Message} {Replay(plan.At)}", fault);
        }
    }

    private static string Replay(CrashPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"To repeat only this one: only: new CrashPoint({point.Append}, IsAfter: {(point.IsAfter ? "true" : "false")}).");

    // Without times, attempts and ids, which a crash changes.
    private static string ResultOf(ControlTest test)
    {
        var text = new StringBuilder();
        foreach (var run in test.Runs.OrderBy(static run => run.LogicalTime).ThenBy(static run => run.Cause.ToString(), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"run by {run.Cause}: {run.Status} {run.Reason}\n");
            var approvals = run.Approvals.ToLookup(static approval => (approval.Node, approval.Number));
            foreach (var execution in run.Executions.OrderBy(static execution => execution.Node, StringComparer.Ordinal).ThenBy(static execution => execution.Number))
            {
                var asked = approvals[(execution.Node, execution.Number)].LastOrDefault();
                var output = asked is null ? execution.OutputJson : $"{asked.Status} by {asked.DecidedBy}: {asked.Comment} {asked.Form}";
                text.Append(CultureInfo.InvariantCulture, $"  {execution.Node}#{execution.Number}: {execution.Status} {execution.EndReason} {output}\n");
            }
        }

        foreach (var alert in test.Alerts.Select(static alert => alert.ToString()).Order(StringComparer.Ordinal))
        {
            text.Append("alert ").Append(alert).Append('\n');
        }

        return text.ToString();
    }
}
