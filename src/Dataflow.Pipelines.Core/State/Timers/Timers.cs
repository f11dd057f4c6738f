using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines;

/// <summary>
/// The timers of the current key: a method with <see cref="KeyByAttribute"/> receives it as <c>ref Timers</c>, and a method with
/// <see cref="OnTimerAttribute"/> is called when one is due. A key has a timer once for each time, however often it is set. A method
/// must not store it.
/// </summary>
public readonly struct Timers
{
    private readonly TimerQueue _queue;
    private readonly UInt128 _key;

    internal Timers(TimerQueue queue, UInt128 key) => (_queue, _key) = (queue, key);

    /// <summary>Fires when the watermark has passed the time: all records up to it have been received. A past time fires with the next watermark.</summary>
    public void SetEventTime(DateTimeOffset at) => _queue.Set(_queue.Event, _key, at.UtcTicks);

    /// <inheritdoc cref="SetEventTime(DateTimeOffset)"/>
    /// <param name="ticks">UTC ticks.</param>
    public void SetEventTime(long ticks) => _queue.Set(_queue.Event, _key, ticks);

    /// <summary>Fires when the clock has reached the time. A past time fires immediately after the batch.</summary>
    public void SetProcessingTime(DateTimeOffset at) => _queue.Set(_queue.Processing, _key, at.UtcTicks);

    /// <inheritdoc cref="SetProcessingTime(DateTimeOffset)"/>
    /// <param name="ticks">UTC ticks.</param>
    public void SetProcessingTime(long ticks) => _queue.Set(_queue.Processing, _key, ticks);

    /// <summary>Deletes a timer of event time; has no effect where there is none.</summary>
    public void DeleteEventTime(DateTimeOffset at) => _queue.Delete(_queue.Event, _key, at.UtcTicks);

    /// <inheritdoc cref="DeleteEventTime(DateTimeOffset)"/>
    /// <param name="ticks">UTC ticks.</param>
    public void DeleteEventTime(long ticks) => _queue.Delete(_queue.Event, _key, ticks);

    /// <summary>Deletes a timer of processing time; has no effect where there is none.</summary>
    public void DeleteProcessingTime(DateTimeOffset at) => _queue.Delete(_queue.Processing, _key, at.UtcTicks);

    /// <inheritdoc cref="DeleteProcessingTime(DateTimeOffset)"/>
    /// <param name="ticks">UTC ticks.</param>
    public void DeleteProcessingTime(long ticks) => _queue.Delete(_queue.Processing, _key, ticks);
}
