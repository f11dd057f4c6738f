namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>Waits for an expected event; the message of a time-out names it.</summary>
internal static class Within
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static async Task TimeOf(Task task, string expected, Func<string>? seen = null)
    {
        try
        {
            await task.WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Expected within {Limit.TotalSeconds} s: {expected}. Seen: {seen?.Invoke() ?? "nothing"}.", e);
        }
    }

    internal static async Task<TResult> TimeOf<TResult>(Task<TResult> task, string expected, Func<string>? seen = null)
    {
        await TimeOf((Task)task, expected, seen);
        return await task;
    }
}
