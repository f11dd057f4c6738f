namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Waits on the real thread pool for a named condition.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task Async(string what, Func<bool> condition, Func<object?> seen)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"waited {Limit} for: {what}; seen: {seen()}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>Waits for the end of a task; a timeout is reported with <paramref name="what"/>.</summary>
    public static async Task EndOf(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"waited {Limit} for: {what}; the task is {task.Status}");
        }
    }
}
