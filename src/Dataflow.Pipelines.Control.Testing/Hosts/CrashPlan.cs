namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>Where a host is to be killed. Used once.</summary>
internal sealed class CrashPlan(CrashPoint at)
{
    public CrashPoint At => at;

    /// <summary>Whether the host was killed there.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Whether the host is to be killed now.</summary>
    /// <param name="append">Number of the append, from 1.</param>
    /// <param name="isAfter">Whether it is durable.</param>
    public bool Reach(int append, bool isAfter)
    {
        if (IsReached || at != new CrashPoint(append, isAfter))
        {
            return false;
        }

        IsReached = true;
        return true;
    }
}
