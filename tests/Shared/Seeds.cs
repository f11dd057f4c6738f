using System.Globalization;

namespace Dataflow.Pipelines.Tests.Shared;

/// <summary>Runs a test for many seeds; a failure names the seed and the line that replays it.</summary>
internal static class Seeds
{
    private const string Variable = "DATAFLOW_SEED";

    /// <summary>Whether one seed is replayed.</summary>
    public static bool IsReplay => Given is not null;

    private static int? Given =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    /// <summary>Seeds from <paramref name="first"/> on, or the one in the environment variable.</summary>
    public static IEnumerable<int> Drawn(int first, int count) => Given is { } given ? [given] : Enumerable.Range(first, count);

    /// <inheritdoc cref="Run"/>
    public static Task RunAsync(int first, int count, Func<int, Task> test)
    {
        // The awaited work is in memory: it has ended when the call returns.
        Run(first, count, seed => test(seed).GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    /// <summary>Runs seeds from <paramref name="first"/> on, or the one in the environment variable.</summary>
    public static void Run(int first, int count, Action<int> test)
    {
        foreach (var seed in Drawn(first, count))
        {
            try
            {
                test(seed);
            }
            catch (Exception fault)
            {
                var name = TestContext.Current.TestMethod?.MethodName;
                Assert.Fail($"seed {seed}: {fault.Message}\nreplay: {Variable}={seed} ./build.sh test {typeof(Seeds).Assembly.GetName().Name} ({name})\n{fault}");
            }
        }
    }
}
