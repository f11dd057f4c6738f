using System.Globalization;
using System.Text;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// A state directory belongs to one process: <c>lock</c> decides, and only a process that means to run takes it. Whether one runs is asked
/// of <c>alive</c>, which the owner holds too, so that asking never makes a start fail. Both are released by the kernel when the process dies.
/// </summary>
internal sealed class StateLock : IAsyncDisposable
{
    private const string LockName = "lock";
    private const string AliveName = "alive";
    private const string OwnerName = "owner";

    // A process that asks holds the file for microseconds.
    private const int AliveTries = 1000;
    private readonly FileStream _lock;
    private readonly FileStream _alive;

    private StateLock(FileStream held, FileStream alive) => (_lock, _alive) = (held, alive);

    /// <exception cref="CheckpointException">Another process has the directory.</exception>
    public static async ValueTask<StateLock> TakeAsync(string directory, CancellationToken cancellationToken)
    {
        var held = LockFile.TryTake(Path.Combine(directory, LockName), out var reason) ?? throw new CheckpointException(
            $"The state directory '{directory}' is in use by another process{Owner(directory)}: {reason} Stop that process first. To run a further instance of the pipeline beside it, " +
            "give this one a state directory of its own with --state and add --join: the two then share the partitions of the consumer group, and each writes files of its own.");
        for (var tries = 0; tries < AliveTries; tries++)
        {
            if (LockFile.TryTake(Path.Combine(directory, AliveName), out _) is { } alive)
            {
                Describe(directory);
                return new StateLock(held, alive);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await held.DisposeAsync();
        throw new CheckpointException($"'{Path.Combine(directory, AliveName)}' is held by a process that does not hold '{LockName}'. Find out which it is (lsof) and end it.");
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
