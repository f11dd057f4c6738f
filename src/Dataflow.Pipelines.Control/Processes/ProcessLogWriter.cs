namespace Dataflow.Pipelines.Control.Processes;

/// <summary>
/// Writes to the log of one attempt. A log that fails must not fail the process, which may have done its work, and must not stop the reading of its output, which would
/// block it: its bytes count as discarded. Thread-safe.
/// </summary>
internal sealed class ProcessLogWriter(IProcessLog? log, RunContext run)
{
    private volatile bool _hasFailed;

    /// <summary>Writes a line.</summary>
    /// <returns>Whether it was written, or there is no log.</returns>
    public bool TryWrite(ProcessStream stream, string line)
    {
        if (_hasFailed)
        {
            return false;
        }

        try
        {
            log?.Write(run, stream, line);
            return true;
        }
        catch (Exception)
        {
            _hasFailed = true;
            return false;
        }
    }
}
