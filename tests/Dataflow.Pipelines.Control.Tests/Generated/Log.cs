namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>What the tasks of a test did, and how many rows there are.</summary>
public sealed class Log
{
    public List<string> Lines { get; } = [];

    public long Rows { get; set; } = 30;

    public int Failures { get; set; }

    public Task<Extracted> Extract(RunContext run, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Lines.Add($"extract {run.LogicalTime:yyyy-MM-ddTHH:mmzzz} attempt {run.Attempt}");
        return Failures-- > 0 ? throw new InvalidOperationException("The warehouse is away.") : Task.FromResult(new Extracted("history", Rows));
    }

    public Task Note(string line)
    {
        Lines.Add(line);
        return Task.CompletedTask;
    }
}
