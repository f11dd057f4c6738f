using Dataflow.Pipelines.Control.Testing.Hosts;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>
/// A pipeline with triggers under test: its real control plane, with a run store in memory, on a clock that only the test advances. Each method runs what can run and returns when
/// nothing is left to do at this time, so that all results are available afterwards. The tasks of the pipeline run for real, unless the test replaces them; the jobs of stream nodes do not
/// run. Not thread-safe.
/// </summary>
public sealed partial class ControlTest : IAsyncDisposable
{
    /// <summary>Who has done what a test does without naming a person.</summary>
    internal const string Person = "test";

    private readonly TestWorld _world;

    private ControlTest(TestWorld world) => _world = world;

    /// <summary>Starts a pipeline.</summary>
    /// <typeparam name="TPipeline">The pipeline class.</typeparam>
    /// <param name="pipeline">The pipeline, with the inputs and services for the test. Each host of the test has this object.</param>
    /// <param name="configure">Sets the options: the start of the clock, the seed, replaced nodes.</param>
    /// <returns>The test, at the start of the clock: what the start of the pipeline has started has run.</returns>
    /// <exception cref="ArgumentException">An option names a node that is not there.</exception>
    public static Task<ControlTest> StartAsync<TPipeline>(TPipeline pipeline, Action<ControlTestOptions>? configure = null)
        where TPipeline : class, IControlledPipeline<TPipeline> => StartAsync(pipeline, configure, null);

    internal static async Task<ControlTest> StartAsync<TPipeline>(TPipeline pipeline, Action<ControlTestOptions>? configure, CrashPlan? crash)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var options = new ControlTestOptions(TPipeline.Descriptor, TPipeline.Control) { Crash = crash };
        configure?.Invoke(options);
        var world = new TestWorld(TPipeline.Descriptor, TPipeline.Control, pipeline, options);
        var test = new ControlTest(world);
        world.History.RunNode = name => world.Names.IdOf(world.Names.FindOfRun(name));
        foreach (var node in TPipeline.Control.Nodes.Where(static node => node.IsResident))
        {
            world.History.Streams[node.Id] = new TestStream(node.Id, test.IsJobRunning);
        }

        await DoAsync(() =>
        {
            world.Start();
            world.Settle();
        });
        return test;
    }

    /// <summary>The time of the test.</summary>
    public DateTimeOffset Now => _world.Now;

    /// <summary>The runs, in the order in which they were opened; those that were skipped are among them.</summary>
    public IReadOnlyList<TestRun> Runs => _world.History.Runs;

    /// <summary>The events that were published, in order. <c>statusChanged</c>, which goes with each change, is left out.</summary>
    public IReadOnlyList<PublishedEvent> Events => _world.History.Events;

    /// <summary>The alerts that were raised, in order.</summary>
    public IReadOnlyList<TestAlert> Alerts => _world.History.Alerts;

    /// <summary>The notifications of alerts and approvals that would be sent, in order; none twice.</summary>
    public IReadOnlyList<TestNotification> Notifications => _world.Sent;

    /// <summary>The approvals of all runs, in order.</summary>
    public IReadOnlyList<ApprovalInfo> Approvals => _world.History.Approvals;

    /// <summary>What people did, in order.</summary>
    public IReadOnlyList<AuditEntry> Audit => _world.History.Audit;

    /// <summary>The appends to the journal so far: each is a place where a host can be killed.</summary>
    public int Appends => _world.Appends;

    /// <summary>Why the host would have ended: a stream node has failed, and no trigger acts on it. Null where it would not.</summary>
    public string? HostFault => _world.Fault;

    /// <summary>Whether the host would have ended: the data of all stream nodes has ended, and no trigger can start anything.</summary>
    public bool HasEnded => _world.HasEnded;

    internal int Seed => _world.Options.Seed;

    /// <summary>All runs and stream nodes, for the messages of assertions.</summary>
    public override string ToString() =>
        string.Join('\n', Runs.Select(static run => run.ToString()).Concat(_world.History.Streams.Values.Select(static stream => stream.ToString()))
            .Prepend($"{_world.Graph.Pipeline} at {Now:yyyy-MM-dd'T'HH:mm:ss'Z'}, seed {_world.Options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}"));

    /// <summary>Ends the test: attempts that still run are asked to stop.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(async () => await _world.DisposeAsync());

    // Away from the synchronization context of the test framework: what a task awaits must come back to the scheduler of its host.
    private static async Task DoAsync(Action step) => await Task.Run(step);

    private static async Task<T> DoAsync<T>(Func<T> step) => await Task.Run(step);
}
