namespace Dataflow.Pipelines.Control.Testing;

/// <content>What attempts do.</content>
public sealed partial class ControlTest
{
    /// <inheritdoc cref="ControlTestOptions.Replace{T}(string, Func{NodeCall, T})"/>
    public void Replace<T>(string node, Func<NodeCall, T> work)
        where T : struct, IRecord<T> => _world.Options.Replace(node, work);

    /// <inheritdoc cref="ControlTestOptions.Replace{T}(string, Func{NodeCall, T})"/>
    public void Replace<T>(string node, Func<NodeCall, Task<T>> work)
        where T : struct, IRecord<T> => _world.Options.Replace(node, work);

    /// <inheritdoc cref="ControlTestOptions.Replace(string, Action{NodeCall})"/>
    public void Replace(string node, Action<NodeCall> work) => _world.Options.Replace(node, work);

    /// <inheritdoc cref="ControlTestOptions.Replace(string, Action{NodeCall})"/>
    public void Replace(string node, Func<NodeCall, Task> work) => _world.Options.Replace(node, work);

    /// <summary>The next attempts at a node fail, before its code is called.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="times">How many.</param>
    /// <param name="error">The error; null: one that says that the test has injected it.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void FailNext(string node, int times = 1, Exception? error = null) =>
        _world.Script.Next(node, times, error ?? new InvalidOperationException("a failure that the test has injected"));

    /// <summary>The next attempts at a node hang until they are asked to stop: by their time-out, a trigger or a person. The code of the node is not called.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="times">How many.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void HangNext(string node, int times = 1) => _world.Script.Next(node, times, null);
}
