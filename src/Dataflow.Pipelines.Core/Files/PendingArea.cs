using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Files;

/// <summary>
/// The directory where parts wait for their checkpoint: <c>_pending/pipeline.node.instance/</c> below the root. One running process owns it, by a
/// lock, and may delete files in it that are in no checkpoint; it does not change the areas of other instances, whether they run or not.
/// </summary>
internal sealed class PendingArea(IFileStore files, string root, SinkContext context) : IDisposable
{
    private const string Pending = "_pending";
    private const string LockName = "lock";

    // A reader that looks for files of the format in all folders must not find parts that are not visible yet.
    private const string Suffix = ".pending";

    private readonly string _own = $"{context.Pipeline}.{context.Node}.{context.Instance}";
    private IDisposable? _lock;

    public string FullPath => Path.Combine(root, Pending, _own);

    /// <summary>The path of a part while it is not visible, below the root.</summary>
    public string NameOf(string part) => Path.Combine(Pending, _own, part + Suffix);

    /// <summary>Makes the names in the area durable.</summary>
    public void Sync() => files.SyncDirectory(FullPath);

    /// <summary>Creates the area and locks it for this process. Called by lane 0 only.</summary>
    /// <exception cref="ConnectorException">Another process has locked it.</exception>
    /// <exception cref="EarlierJobException">It is new, and an earlier job has left parts that wait for a checkpoint.</exception>
    public void Claim(DurableDirectories directories)
    {
        directories.Create(FullPath);
        _lock = files.TryLock(Path.Combine(FullPath, LockName)) ?? throw new ConnectorException(
            $"'{FullPath}' is in use by another process: one that runs with a copy of this job's state directory. Stop it, " +
            "or start this one with an empty state directory and --join, as a further instance of the pipeline.");
        if (!context.IsRestored && context.OnMissingState == MissingState.Refuse)
        {
            RefuseLeftovers();
        }
    }

    /// <summary>Deletes parts that no checkpoint lists.</summary>
    /// <param name="listed">Full paths of the parts that a checkpoint lists.</param>
    public void Clean(IReadOnlySet<string> listed)
    {
        foreach (var path in Parts(FullPath))
        {
            if (!listed.Contains(path))
            {
                context.Logger.RemovedUnlisted(path);
                files.Delete(path);
            }
        }
    }

    public void Dispose() => _lock?.Dispose();

    // Parts of a dead process that shares neither state nor area with this one: only its checkpoints list them, and this job does not have those.
    private void RefuseLeftovers()
    {
        foreach (var area in files.ListDirectories(Path.Combine(root, Pending)))
        {
            var name = Path.GetFileName(area);
            if (name == _own || !name.StartsWith($"{context.Pipeline}.{context.Node}.", StringComparison.Ordinal) || Parts(area) is not [var part, ..] parts || IsInUse(area))
            {
                continue;
            }

            throw new EarlierJobException(string.Create(
                CultureInfo.InvariantCulture,
                $"instance {name[(name.LastIndexOf('.') + 1)..]}, attempt {AttemptOf(part)}, has left {parts.Count} {(parts.Count == 1 ? "part" : "parts")} in '{area}' that only its own checkpoint can make visible"));
        }
    }

    private bool IsInUse(string area)
    {
        using var probe = files.TryLock(Path.Combine(area, LockName));
        return probe is null;
    }

    private List<string> Parts(string area) => [.. files.List(area).Where(static p => Path.GetFileName(p) != LockName)];

    // node-instance-lane-attempt-sequence.extension
    private static string AttemptOf(string path) => Path.GetFileNameWithoutExtension(path).Split('-') is [.., var attempt, _] ? attempt.TrimStart('0') : "?";
}
