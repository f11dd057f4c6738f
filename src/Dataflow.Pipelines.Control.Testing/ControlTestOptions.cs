using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Testing.Hosts;
using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>The options of a control plane in a test. Methods return the options, so that calls are chained.</summary>
public sealed class ControlTestOptions
{
    internal ControlTestOptions(PipelineDescriptor descriptor, ControlGraph graph)
    {
        Names = new NodeNames(descriptor, graph);
        Script = new NodeScript(Names);
    }

    /// <summary>The seed for the order of all tasks: the same seed gives the same run.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The clock. Set it to the one that the pipeline object waits for.</summary>
    public TestClock Clock { get; set; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How long the test waits in real time while nothing happens, for what an attempt does outside of the test: a database, a process, a file.</summary>
    public TimeSpan RealTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The services of the host: what nodes take from <see cref="RunContext.Services"/>. The clock of the test is added.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    internal NodeNames Names { get; }

    internal NodeScript Script { get; }

    internal CrashPlan? Crash { get; set; }

    /// <summary>Starts the clock at a time.</summary>
    public ControlTestOptions StartAt(DateTimeOffset time)
    {
        Clock = new TestClock(time);
        return this;
    }

    /// <summary>Replaces the work of a node: a task, a statement or a process. Its database or program is not used.</summary>
    /// <typeparam name="T">The record type of its output.</typeparam>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="work">Gives the output of an attempt; an exception fails the attempt.</param>
    /// <exception cref="ArgumentException">There is no such node, or its output is another record.</exception>
    public ControlTestOptions Replace<T>(string node, Func<NodeCall, T> work)
        where T : struct, IRecord<T>
    {
        ArgumentNullException.ThrowIfNull(work);
        Script.Replace(node, call => Task.FromResult(work(call)));
        return this;
    }

    /// <inheritdoc cref="Replace{T}(string, Func{NodeCall, T})"/>
    public ControlTestOptions Replace<T>(string node, Func<NodeCall, Task<T>> work)
        where T : struct, IRecord<T>
    {
        Script.Replace(node, work);
        return this;
    }

    /// <summary>Replaces the work of a node without an output.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="work">What an attempt does; an exception fails the attempt.</param>
    /// <exception cref="ArgumentException">There is no such node, or it has an output.</exception>
    public ControlTestOptions Replace(string node, Action<NodeCall> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Script.Replace(node, call =>
        {
            work(call);
            return Task.CompletedTask;
        });
        return this;
    }

    /// <inheritdoc cref="Replace(string, Action{NodeCall})"/>
    public ControlTestOptions Replace(string node, Func<NodeCall, Task> work)
    {
        Script.Replace(node, work);
        return this;
    }

    /// <summary>Replaces the work of a node: each attempt fails.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="error">Gives the error of an attempt.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public ControlTestOptions Fail(string node, Func<NodeCall, Exception> error)
    {
        Script.ReplaceWithFailure(node, error);
        return this;
    }

    /// <summary>
    /// Attempts at a node may wait for their token, or for something that the test does. The test does not wait for them in real time: a node that also does something outside of the test
    /// is not deterministic then.
    /// </summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public ControlTestOptions LetWait(string node)
    {
        Script.LetWait(node);
        return this;
    }
}
