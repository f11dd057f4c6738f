using Dataflow.Pipelines.Control.Processes.Orphans;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The record of one attempt's process, from before its start to after its end.</summary>
internal sealed class ProcessRegistration : IAsyncDisposable
{
    private readonly ProcessRecords? _records;
    private readonly string _path;
    private ProcessRecord _record;
    private bool _mayRun;

    private ProcessRegistration(ProcessRecords? records, string path, ProcessRecord record) => (_records, _path, _record) = (records, path, record);

    /// <summary>Ends what earlier attempts of the execution have left behind, and announces the process that is to be started.</summary>
    public static async Task<ProcessRegistration> BeginAsync(ProcessOptions options, RunContext run, string resultFile, CancellationToken cancellationToken)
    {
        var record = new ProcessRecord { Key = run.Key, ResultFile = resultFile, Boot = ProcessIdentity.Boot() };
        if (options.StateFolder is not { } folder)
        {
            return new(null, "", record);
        }

        var records = new ProcessRecords(folder);
        await new OrphanReaper(records, options.Time).EndAsync(run.Key, cancellationToken);
        var registration = new ProcessRegistration(records, records.PathOf(run), record);
        records.Write(registration._path, record);
        return registration;
    }

    /// <summary>Records the process that was started.</summary>
    public void Started(int id)
    {
        _mayRun = true;
        _record = _record with { Id = id, Start = ProcessIdentity.StartOf(id) ?? 0 };
        _records?.Write(_path, _record);
    }

    /// <summary>Its group was ended: nothing of it runs any more.</summary>
    public void Ended() => _mayRun = false;

    public ValueTask DisposeAsync()
    {
        if (_records is not null && !_mayRun)
        {
            File.Delete(_path);
        }

        return default;
    }
}
