using System.Diagnostics;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Waits for a named condition; a time-out says what was expected and what was seen.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <param name="gate">Pulsed whenever what the condition looks at may have changed.</param>
    /// <param name="condition">Asked while the gate is held.</param>
    /// <param name="expected">What is waited for.</param>
    /// <param name="seen">What is there instead.</param>
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

                // Some conditions have nobody to pulse for them (the lag, a pause): they are asked again now and then.
                Monitor.Wait(gate, left < TimeSpan.FromMilliseconds(50) ? left : TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
