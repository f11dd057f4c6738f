using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Sinks.Files;

/// <summary>
/// Makes whole parts visible and finishes what a dead process had begun. Each step may be repeated: a rename that was done
/// is told by the final file of the listed length.
/// </summary>
internal sealed class FileSetCommitter(IFileStore files, string root, string owner, ILogger logger)
{
    private const string PendingDirectory = "_pending";
    private readonly DurableDirectories _directories = new(files);

    public string FullPath(string relative) => Path.Combine(root, relative);

    /// <summary>The path of a part while it is not visible.</summary>
    public string TemporaryName(string name) => Path.Combine(PendingDirectory, $"{owner}-{name}");

    public void SyncPending() => files.SyncDirectory(FullPath(PendingDirectory));

    /// <summary>Finishes what was committing, checks what is open, takes away what no checkpoint lists.</summary>
    /// <returns>The parts of windows that are still open.</returns>
    public IReadOnlyList<FilePart> Recover(IReadOnlyList<FileSetState> states)
    {
        var pending = FullPath(PendingDirectory);
        try
        {
            _directories.Create(pending);
            foreach (var state in states)
            {
                Commit(state.Committing);
            }

            List<FilePart> open = [];
            foreach (var part in states.SelectMany(static s => s.Open))
            {
                var length = files.LengthOf(FullPath(part.Temporary));
                if (length < 0 && files.LengthOf(FullPath(part.Final)) == part.Length)
                {
                    // A later checkpoint than this one has closed its window: the job goes back behind that.
                    logger.AlreadyVisible(FullPath(part.Final));
                    continue;
                }

                Require(part, length);
                open.Add(part);
            }

            HashSet<string> listed = [.. open.Select(p => FullPath(p.Temporary))];
            foreach (var path in files.List(pending).Where(p => Path.GetFileName(p).StartsWith(owner + "-", StringComparison.Ordinal)))
            {
                if (!listed.Contains(path))
                {
                    logger.RemovedUnlisted(path);
                    files.Delete(path);
                }
            }

            return open;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"Directory '{root}' cannot be written: {fault.Message} Make it writable for this user, or give another path.", fault);
        }
    }

    /// <summary>Makes parts visible; where that was done before, nothing happens.</summary>
    public void Commit(IReadOnlyList<FilePart> parts)
    {
        foreach (var directory in parts.GroupBy(p => Path.GetDirectoryName(FullPath(p.Final))!))
        {
            _directories.Create(directory.Key);
            foreach (var part in directory)
            {
                var final = FullPath(part.Final);
                if (files.LengthOf(FullPath(part.Temporary)) is var length && length >= 0)
                {
                    Require(part, length);
                    RequireFree(final);
                    files.Rename(FullPath(part.Temporary), final);
                }
                else
                {
                    Require(part, files.LengthOf(final));
                }
            }

            files.SyncDirectory(directory.Key);
            foreach (var window in directory.Where(static p => p.Window != 0).GroupBy(static p => p.Window))
            {
                MarkCommitted(directory.Key, [.. window]);
            }
        }

        if (parts.Count > 0)
        {
            SyncPending();
        }
    }

    // A rename that was done has left no temporary: what stands there is another's.
    private void RequireFree(string final)
    {
        if (files.LengthOf(final) >= 0)
        {
            throw new ConnectorException(
                $"'{final}' is there already, and this job has not written it: another job writes to '{root}', or one wrote there whose checkpoints are gone. " +
                "Give each job a directory of its own, or take the files of the earlier one away.");
        }
    }

    private void Require(FilePart part, long length)
    {
        if (length != part.Length)
        {
            throw new ConnectorException(
                $"The checkpoint lists '{FullPath(part.Final)}' with {part.Length} bytes, but " +
                (length < 0 ? "it is not there" : string.Create(CultureInfo.InvariantCulture, $"it has {length}")) +
                $", nor is it at '{FullPath(part.Temporary)}'. Somebody took it away or changed it: restore it, or start from an earlier checkpoint.");
        }
    }

    // The set is whole when this file is there; it comes last. Its name is that of the set's first part: after a restart
    // one lane commits what others had begun, and must not take the place of a set of theirs.
    private void MarkCommitted(string directory, IReadOnlyList<FilePart> parts)
    {
        files.WriteAtomic(
            Path.Combine(directory, $"_committed-{Path.GetFileNameWithoutExtension(parts[0].Final)}.json"),
            JsonSerializer.SerializeToUtf8Bytes(parts, CheckpointJson.Default.IReadOnlyListFilePart));
    }
}
