using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// SIGTERM, SIGINT (Ctrl+C) and SIGQUIT of a generated program, from its first statement on. The first one requests the stop: a running pipeline is
/// suspended after a commit, and a starting one cancels its start. The second one ends the process immediately.
/// </summary>
/// <remarks>It replaces the host's own lifetime, which listens only after the host has been built and exits with the exception of a cancelled start.</remarks>
internal sealed class StopSignals : IHostLifetime, IDisposable
{
    private readonly Func<string> _pipeline;
    private readonly CancellationTokenSource _requested = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <param name="pipeline">Returns the id of the pipeline, for the message; the descriptor is not built before a second signal needs it.</param>
    public StopSignals(Func<string> pipeline)
    {
        _pipeline = pipeline;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnSignal),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Requested => _requested.Token;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The token source has no timer and no wait handle: a signal that arrives during the disposal must still find it usable.
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The default action ends the process without a commit.
        context.Cancel = true;
        switch (Interlocked.Increment(ref _signals))
        {
            case 1:
                // Callbacks run on the pool: a slow one must not delay the second signal.
                _ = _requested.CancelAsync();
                break;
            case 2:
                StandardStream.Error.TryWriteLine($"{_pipeline()}: ended immediately by a second {context.Signal}; records that are not committed are read again at the next start.");
                Environment.Exit(1);
                break;
        }
    }
}
