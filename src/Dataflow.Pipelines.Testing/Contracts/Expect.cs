namespace Dataflow.Pipelines.Testing.Contracts;

/// <summary>The assertions of a contract, which runs under any test framework.</summary>
internal static class Expect
{
    // Number of characters: longer messages of tests are not readable.
    private const int Shown = 500;

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ContractException($"{what} is {actual}; expected: {expected}.");
        }
    }

    public static void True(bool condition, string message)
    {
        if (!condition)
        {
            throw new ContractException(message);
        }
    }

    /// <summary>Two collections contain the same texts, each the same number of times.</summary>
    public static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string what)
    {
        string[] left = [.. expected.Order(StringComparer.Ordinal)];
        string[] right = [.. actual.Order(StringComparer.Ordinal)];
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at < left.Length || at < right.Length)
        {
            throw new ContractException(
                $"{what}: {right.Length} entries instead of {left.Length}; in order, number {at} is {At(right, at)} and should be {At(left, at)}.");
        }
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<ValueTask> action, string what)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException fault)
        {
            return fault;
        }

        throw new ContractException($"{what}: expected a {typeof(TException).Name}, and nothing was thrown.");
    }

    /// <summary>Awaits a task within a time limit.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="expected">The expected event, for the error.</param>
    public static async Task WithinAsync(Task task, TimeSpan limit, string expected)
    {
        try
        {
            await task.WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new ContractException($"Nothing has happened for {limit.TotalSeconds:0} s; expected: {expected}.");
        }
    }

    public static async Task<T> WithinAsync<T>(Task<T> task, TimeSpan limit, string expected)
    {
        await WithinAsync((Task)task, limit, expected);
        return await task;
    }

    private static string At(string[] texts, int index) => index >= texts.Length ? "missing" : texts[index].Length <= Shown ? texts[index] : texts[index][..Shown] + "…";
}
