using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// Ends the process at the second SIGTERM or Ctrl+C. The first one is the host's, which suspends the pipeline; who sends another does not want to
/// wait for that. What was not committed is read again at the next start.
/// </summary>
internal sealed class SecondSignal : IDisposable
{
    private readonly string _pipeline;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <param name="pipeline">Id of the pipeline, for the message.</param>
    public SecondSignal(string pipeline)
    {
        _pipeline = pipeline;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count), PosixSignalRegistration.Create(PosixSignal.SIGINT, Count)];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Count(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) == 2)
        {
            Console.Error.WriteLine($"{_pipeline}: ended at once by a second {context.Signal}; what was not committed is read again at the next start.");
            Environment.Exit(1);
        }
    }
}
