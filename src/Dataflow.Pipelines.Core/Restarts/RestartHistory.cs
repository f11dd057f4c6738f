using System.Collections.Immutable;

namespace Dataflow.Pipelines.Restarts;

/// <summary>The failures of a job in this process. Immutable.</summary>
internal sealed record RestartHistory
{
    // More than any strategy needs to know: it counts no further.
    private const int Remembered = 10_000;

    private RestartHistory(ImmutableQueue<TimeSpan> times, int count, int inRow) => (Times, Count, InRow) = (times, count, inRow);

    public static RestartHistory Empty { get; } = new([], 0, 0);

    /// <summary>Failures since the last complete checkpoint.</summary>
    public int InRow { get; }

    /// <summary>Failures that are remembered.</summary>
    public int Count { get; }

    /// <summary>When they were, on the clock of the last <see cref="Add"/>.</summary>
    private ImmutableQueue<TimeSpan> Times { get; }

    private TimeSpan Last { get; init; }

    /// <summary>The job has failed.</summary>
    /// <param name="at">When, on a clock that does not go back.</param>
    /// <param name="hasAdvanced">Whether it has completed a checkpoint since its start.</param>
    public RestartHistory Add(TimeSpan at, bool hasAdvanced)
    {
        var times = (Count == Remembered ? Times.Dequeue() : Times).Enqueue(at);
        return new RestartHistory(times, Math.Min(Count + 1, Remembered), hasAdvanced ? 1 : InRow + 1) { Last = at };
    }

    /// <summary>Failures in the span before the last one, that one with them.</summary>
    public int Within(TimeSpan span) => Times.Count(at => Last - at < span);
}
