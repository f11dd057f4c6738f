namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// A standard stream for a running pipeline: output never ends or delays the pipeline. A line is lost where the stream is full (a disk without
/// space), closed, or a pipe that its reader does not empty.
/// </summary>
internal sealed class StandardStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Func<TextWriter> _writer;
    private readonly Lock _gate = new();
    private Task<bool> _last = Task.FromResult(true);

    private StandardStream(Func<TextWriter> writer) => _writer = writer;

    public static StandardStream Out { get; } = new(static () => Console.Out);

    public static StandardStream Error { get; } = new(static () => Console.Error);

    /// <summary>Whether a fault comes from a standard stream that cannot be written to; .NET reports a closed one as a denied access.</summary>
    public static bool IsWriteFault(Exception fault) => fault is IOException or UnauthorizedAccessException or ObjectDisposedException;

    /// <summary>Writes a line, and waits up to two seconds for the write to complete.</summary>
    /// <returns>Whether it was written.</returns>
    public bool TryWriteLine(string line)
    {
        lock (_gate)
        {
            // The reader has not read the previous line: one thread waits for it, not one for each line.
            if (!_last.IsCompleted)
            {
                return false;
            }

            // On a dedicated thread: a write blocks as long as the reader does not read, and a busy pool must not lose the line.
            _last = Task.Factory.StartNew(Write, line, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return _last.Wait(Patience) && _last.Result;
        }
    }

    private bool Write(object? line)
    {
        try
        {
            var writer = _writer();
            writer.WriteLine((string?)line);
            writer.Flush();
            return true;
        }
        catch (Exception fault) when (IsWriteFault(fault))
        {
            return false;
        }
    }
}
