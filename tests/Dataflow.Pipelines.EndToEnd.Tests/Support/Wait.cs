namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>Waits for a named condition. A timeout reports the expected and the actual state.</summary>
internal static class Wait
{
    /// <summary>Enough for two busy cores, where an operation of one second on an idle machine may take a minute.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>Polls until there is a result.</summary>
    /// <param name="expected">The condition, as the end of a sentence that begins with "expected: ".</param>
    /// <param name="look">Returns the result, or null while there is none.</param>
    /// <param name="seen">The actual state, for the error.</param>
    /// <param name="within">The timeout; two minutes by default.</param>
    internal static async Task<T> ForAsync<T>(string expected, Func<T?> look, Func<string> seen, TimeSpan? within = null)
        where T : class
    {
        var limit = within ?? Patience;
        var started = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(Period, TimeProvider.System);
        do
        {
            if (look() is { } found)
            {
                return found;
            }
        }
        while (TimeProvider.System.GetElapsedTime(started) < limit && await ticks.WaitForNextTickAsync());

        throw new TimeoutException($"After {limit.TotalSeconds:0} s, expected: {expected}.{Environment.NewLine}Seen: {seen()}");
    }

    /// <summary>Polls until the condition is met.</summary>
    internal static Task UntilAsync(string expected, Func<bool> isSo, Func<string> seen, TimeSpan? within = null) =>
        ForAsync(expected, () => isSo() ? expected : null, seen, within);
}
