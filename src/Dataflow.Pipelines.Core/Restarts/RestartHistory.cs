using System.Collections.Immutable;

namespace Dataflow.Pipelines.Restarts;

/// <summary>The failures of a job in this process. Immutable.</summary>
internal sealed record RestartHistory
{
    // The most failures that are stored: more than any strategy needs.
    private const int Remembered = 10_000;

    private RestartHistory(ImmutableQueue<TimeSpan> times, int count, int inRow) => (Times, Count, InRow) = (times, count, inRow);

    public static RestartHistory Empty { get; } = new([], 0, 0);

    /// <summary>Failures since the last complete checkpoint.</summary>
    public int InRow { get; }

    /// <summary>Failures that are stored.</summary>
    public int Count { get; }

    /// <summary>Their times, on the clock of <see cref="Add"/>.</summary>
    private ImmutableQueue<TimeSpan> Times { get; }

    private TimeSpan Last { get; init; }

    /// <summary>Adds a failure of the job.</summary>
    /// <param name="at">Its time, on a monotonic clock.</param>
    /// <param name="hasAdvanced">Whether the job had completed a checkpoint since its start.</param>
    public RestartHistory Add(TimeSpan at, bool hasAdvanced)
    {
        var times = (Count == Remembered ? Times.Dequeue() : Times).Enqueue(at);
        return new RestartHistory(times, Math.Min(Count + 1, Remembered), hasAdvanced ? 1 : InRow + 1) { Last = at };
    }

    /// <summary>Failures within a period that ends with the last one, which is included.</summary>
    public int Within(TimeSpan span) => Times.Count(at => Last - at < span);
}
