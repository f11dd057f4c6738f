using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.Storage;

/// <summary>
/// A state directory belongs to one process: <c>lock</c> decides, and only a process that is about to run takes it. A check
/// whether one runs uses <c>alive</c>, which the owner holds too, so that a check never makes a start fail. The kernel releases both when the process dies.
/// </summary>
internal sealed class StateLock : IAsyncDisposable
{
    private const string LockName = "lock";
    private const string AliveName = "alive";
    private const string OwnerName = "owner";

    // A process that checks holds the file for microseconds, or, where its thread has to wait for a core, for some time slices of the kernel.
    private const int AliveTries = 1100;
    private const int AliveTriesAtOnce = 100;
    private static readonly TimeSpan AlivePause = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _lock;
    private readonly FileStream _alive;

    private StateLock(FileStream held, FileStream alive) => (_lock, _alive) = (held, alive);

    /// <exception cref="CheckpointException">Another process has the directory.</exception>
    public static async ValueTask<StateLock> TakeAsync(string directory, CancellationToken cancellationToken)
    {
        var held = LockFile.TryTake(Path.Combine(directory, LockName), out var reason) ?? throw new CheckpointException(
            $"The state directory '{directory}' is in use by another process{Owner(directory)}: {reason} Stop that process first. To run a further instance of the pipeline in parallel, " +
            "give this one its own state directory with --state and add --join: the two then share the partitions of the consumer group, and each writes its own files.");
        try
        {
            Describe(directory);
            return new StateLock(held, await TakeAliveAsync(Path.Combine(directory, AliveName), cancellationToken));
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a process runs on the directory.</summary>
    public static bool IsTaken(string directory)
    {
        var path = Path.Combine(directory, AliveName);
        if (!File.Exists(path))
        {
            return false;
        }

        using var probe = LockFile.TryTake(path, out _);
        return probe is null;
    }

    public async ValueTask DisposeAsync()
    {
        await _alive.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private static async ValueTask<FileStream> TakeAliveAsync(string path, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < AliveTries; tries++)
        {
            if (LockFile.TryTake(path, out _) is { } alive)
            {
                return alive;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (tries < AliveTriesAtOnce)
            {
                await Task.Yield();
            }
            else
            {
                // System time, whatever clock the job has: this waits for the kernel's scheduler.
                await Task.Delay(AlivePause, TimeProvider.System, cancellationToken);
            }
        }

        throw new CheckpointException($"'{path}' is held by a process that does not hold '{LockName}'. Find the process with lsof and end it.");
    }

    // For the message of a process that finds the lock taken; the locked file itself cannot be read by others.
    private static void Describe(string directory) => File.WriteAllText(
        Path.Combine(directory, OwnerName),
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"),
        Encoding.UTF8);

    private static string Owner(string directory)
    {
        try
        {
            return $" ({File.ReadAllText(Path.Combine(directory, OwnerName)).Trim()})";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
