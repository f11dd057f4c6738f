using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Control.Tests.Processes;

/// <summary>Makes the context of an attempt, as the control plane does.</summary>
internal static class Runs
{
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern RunContext Create(string runId, DateTimeOffset logicalTime, string node, int number, int attempt, IServiceProvider services);
}
