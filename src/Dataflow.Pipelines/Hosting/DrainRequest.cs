namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// How the <c>drain</c> verb reaches the process that runs the pipeline: a file in its state directory, which that process
/// takes away when it has ended.
/// </summary>
internal sealed class DrainRequest : IDisposable
{
    private const string Name = "drain.request";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly string path;
    private readonly ITimer timer;
    private bool isSeen;

    /// <summary>Watches for a request; <paramref name="onRequest"/> is called once, on a timer's thread.</summary>
    public DrainRequest(string stateDirectory, TimeProvider time, Action onRequest)
    {
        path = Path.Combine(stateDirectory, Name);
        timer = time.CreateTimer(
            _ =>
            {
                if (!isSeen && File.Exists(path))
                {
                    isSeen = true;
                    onRequest();
                }
            },
            null,
            Period,
            Period);
    }

    /// <summary>
    /// Takes a request away that an earlier process has left. Before the job takes its lock: a request that comes later is meant for
    /// this job, also while it still starts.
    /// </summary>
    public static void Discard(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, Name);
        if (File.Exists(path) && !IsRunning(stateDirectory))
        {
            File.Delete(path);
        }
    }

    public static async Task<int> SendAsync(string stateDirectory, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!IsRunning(stateDirectory))
        {
            await Console.Error.WriteLineAsync($"No pipeline runs on '{Path.GetFullPath(stateDirectory)}': nothing to drain. Is it another --state?");
            return 1;
        }

        var path = Path.Combine(stateDirectory, Name);
        await File.WriteAllTextAsync(path, "", cancellationToken);
        var started = time.GetTimestamp();
        while (File.Exists(path))
        {
            if (time.GetElapsedTime(started) > timeout)
            {
                await Console.Error.WriteLineAsync($"The pipeline has not drained within {timeout}; it goes on trying. Wait longer with --timeout.");
                return 1;
            }

            await Task.Delay(Period, time, cancellationToken);
        }

        return 0;
    }

    public void Dispose()
    {
        timer.Dispose();
        File.Delete(path);
    }

    private static bool IsRunning(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "lock");
        try
        {
            if (!File.Exists(path))
            {
                return false;
            }

            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
