using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// How the <c>drain</c> verb reaches the process that runs the pipeline: a file in its state directory, which that process
/// deletes when it ends. Where it does not end by draining, a second file contains the reason.
/// </summary>
internal sealed class DrainRequest : IDisposable
{
    private const string RequestName = "drain.request";
    private const string RefusalName = "drain.refused";
    private const string Died = "its process died. Committed records are safe; start it again, and records after them are read again.";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly string _directory;
    private readonly string _path;
    private readonly ITimer _timer;
    private bool _isSeen;

    /// <summary>Watches for a request; <paramref name="onRequest"/> is called once, on a timer's thread.</summary>
    public DrainRequest(string stateDirectory, TimeProvider time, Action onRequest)
    {
        _directory = stateDirectory;
        _path = Path.Combine(stateDirectory, RequestName);
        _timer = time.CreateTimer(
            _ => Look(onRequest),
            null,
            Period,
            Period);
    }

    /// <summary>
    /// Deletes a request that an earlier process has left. Called before the job takes its lock: a later request is meant for
    /// this job, even while it is still starting.
    /// </summary>
    public static void Discard(string stateDirectory)
    {
        if (File.Exists(Path.Combine(stateDirectory, RequestName)) && !StateLock.IsTaken(stateDirectory))
        {
            Refuse(stateDirectory, Died);
        }
    }

    /// <summary>Writes a request and waits until it is deleted.</summary>
    /// <returns>Exit code: 0 where the pipeline has drained and ended.</returns>
    public static async Task<int> SendAsync(string stateDirectory, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!StateLock.IsTaken(stateDirectory))
        {
            StandardStream.Error.TryWriteLine($"No pipeline runs on '{Path.GetFullPath(stateDirectory)}': nothing to drain. Is it another --state?");
            return 1;
        }

        var path = Path.Combine(stateDirectory, RequestName);
        var refusal = Path.Combine(stateDirectory, RefusalName);
        File.Delete(refusal);
        await File.WriteAllTextAsync(path, "", CancellationToken.None);
        var started = time.GetTimestamp();
        while (File.Exists(path))
        {
            // The request is deleted before the lock is released: a request without a lock means that the process has died.
            if (!StateLock.IsTaken(stateDirectory) && File.Exists(path))
            {
                Refuse(stateDirectory, Died);
            }
            else if (cancellationToken.IsCancellationRequested)
            {
                StandardStream.Error.TryWriteLine("Stopped by a signal. The pipeline continues to drain; another drain waits for its end.");
                return 1;
            }
            else if (time.GetElapsedTime(started) > timeout)
            {
                StandardStream.Error.TryWriteLine($"The pipeline has not drained within {Duration.ToText(timeout)}; it continues to drain. Wait longer with --timeout.");
                return 1;
            }
            else
            {
                await Task.Delay(Period, time, CancellationToken.None);
            }
        }

        if (!File.Exists(refusal))
        {
            return 0;
        }

        StandardStream.Error.TryWriteLine($"The pipeline on '{Path.GetFullPath(stateDirectory)}' has not drained: {await File.ReadAllTextAsync(refusal, CancellationToken.None)}");
        File.Delete(refusal);
        return 1;
    }

    /// <summary>Reports that the job has failed instead of draining; called before <see cref="Dispose"/>.</summary>
    public void Refuse(string fault)
    {
        if (File.Exists(_path))
        {
            Refuse(_directory, $"it failed. {fault}");
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        File.Delete(_path);
    }

    // An exception on a timer's thread would end the process.
    private void Look(Action onRequest)
    {
        try
        {
            if (!_isSeen && File.Exists(_path))
            {
                _isSeen = true;
                onRequest();
            }
        }
        catch (Exception fault)
        {
            StandardStream.Error.TryWriteLine($"The request to drain in '{_directory}' failed: {fault.Message}");
        }
    }

    // The reason is written before the request is deleted: the drain verb waits for the deletion and then reads the reason.
    private static void Refuse(string stateDirectory, string reason)
    {
        File.WriteAllText(Path.Combine(stateDirectory, RefusalName), reason);
        File.Delete(Path.Combine(stateDirectory, RequestName));
    }
}
