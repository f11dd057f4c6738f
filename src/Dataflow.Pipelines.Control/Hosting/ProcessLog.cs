using Dataflow.Pipelines.Control.Processes;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Writes the output of process nodes to the log of the host.</summary>
internal sealed class ProcessLog(ILogger logger) : IProcessLog
{
    public void Write(RunContext run, ProcessStream stream, string line)
    {
        if (stream == ProcessStream.Runner)
        {
            logger.LogWarning("{Execution}: {Line}", run.Key, line);
        }
        else
        {
            logger.LogInformation("{Execution} {Stream}: {Line}", run.Key, stream == ProcessStream.Error ? "stderr" : "stdout", line);
        }
    }
}
