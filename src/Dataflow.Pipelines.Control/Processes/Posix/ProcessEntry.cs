namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>A process of Linux.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Group">The id of its process group.</param>
/// <param name="IsZombie">Whether it has ended, and its parent has not asked how.</param>
/// <param name="Start">Its start time, in ticks of the kernel since the machine was started.</param>
internal sealed record ProcessEntry(int Id, int Group, bool IsZombie, long Start);
