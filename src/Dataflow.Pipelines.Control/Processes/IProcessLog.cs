namespace Dataflow.Pipelines.Control.Processes;

/// <summary>Receives the output of processes. The two streams of a process call it concurrently.</summary>
internal interface IProcessLog
{
    /// <summary>Takes one line. A call that blocks makes the process wait once its pipe is full; it must not fail.</summary>
    void Write(RunContext run, ProcessStream stream, string line);
}
