using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Windows;

/// <summary>Steps of event time that are aligned to the Unix epoch in UTC; all in ticks.</summary>
internal static class Alignment
{
    /// <summary>The last step that does not begin after a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Floor(long ticks, long step, long offset)
    {
        var into = (ticks - DateTime.UnixEpoch.Ticks - offset) % step;
        return ticks - (into < 0 ? into + step : into);
    }

    /// <summary>The greatest length of which both are multiples.</summary>
    public static long CommonStep(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
