using System.Diagnostics;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Waits for a named condition; the message of a time-out contains the expected condition and the observed state.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <param name="gate">Pulsed whenever a value that the condition reads may have changed.</param>
    /// <param name="condition">Evaluated while the gate is held.</param>
    /// <param name="expected">Text of the condition.</param>
    /// <param name="seen">Text of the observed state, for the message of a time-out.</param>
    internal static void Until(object gate, Func<bool> condition, string expected, Func<string> seen)
    {
        var began = Stopwatch.GetTimestamp();
        lock (gate)
        {
            while (!condition())
            {
                var left = Patience - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero)
                {
                    Assert.Fail($"Expected within {Patience.TotalSeconds} s: {expected}. Seen: {seen()}");
                }

                // Some values change without a pulse (the lag, a pause): the condition is evaluated every 50 ms.
                Monitor.Wait(gate, left < TimeSpan.FromMilliseconds(50) ? left : TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
