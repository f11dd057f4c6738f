using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>Logs how many rows were read, each time that a further number of them is complete. Called by one thread at a time.</summary>
internal sealed class SqlProgress : IProgress<long>
{
    private readonly ILogger? _logger;
    private readonly RunContext _run;
    private readonly long _every;
    private long _logged;

    public SqlProgress(RunContext run, long every)
    {
        (_run, _every) = (run, Math.Max(1, every));
        _logger = (run.Services.GetService(typeof(ILoggerFactory)) as ILoggerFactory)?.CreateLogger("Dataflow.Pipelines.Control.Sql");
    }

    public void Report(long value)
    {
        if (value / _every > _logged)
        {
            _logged = value / _every;
            _logger?.LogInformation("{Node} of run {Run}: {Rows} rows", _run.Node, _run.RunId, value);
        }
    }
}
