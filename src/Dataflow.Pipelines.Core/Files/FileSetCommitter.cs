using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Files;

/// <summary>
/// Makes complete parts visible and finishes the commits of a dead process. Each step may be repeated: a rename that was done
/// is recognized by the final file with the listed content.
/// </summary>
internal sealed class FileSetCommitter(IFileStore files, string root, PendingArea area, ILogger logger)
{
    private readonly DurableDirectories _directories = new(files);

    public string FullPath(string relative) => Path.Combine(root, relative);

    /// <summary>Finishes interrupted commits, checks open parts, deletes files that no checkpoint lists.</summary>
    /// <returns>The parts of windows that are still open.</returns>
    public IReadOnlyList<FilePart> Recover(IReadOnlyList<FileSetState> states)
    {
        try
        {
            area.Claim(_directories);
            foreach (var state in states)
            {
                Commit(state.Committing);
            }

            List<FilePart> open = [];
            foreach (var part in states.SelectMany(static s => s.Open))
            {
                if (files.LengthOf(FullPath(part.Temporary)) < 0 && files.LengthOf(FullPath(part.Final)) == part.Length)
                {
                    // Its window was closed by a later checkpoint than the one that the job starts from.
                    logger.AlreadyVisible(FullPath(part.Final));
                    continue;
                }

                Verify(part, part.Temporary);
                open.Add(part);
            }

            area.Clean(open.Select(p => FullPath(p.Temporary)).ToHashSet());
            return open;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"Directory '{root}' cannot be written: {fault.Message} Make it writable for this user, or give another path.", fault);
        }
    }

    /// <summary>Makes parts visible; those that already are, are only verified.</summary>
    public void Commit(IReadOnlyList<FilePart> parts)
    {
        foreach (var directory in parts.GroupBy(p => Path.GetDirectoryName(FullPath(p.Final))!))
        {
            _directories.Create(directory.Key);
            foreach (var part in directory)
            {
                if (files.LengthOf(FullPath(part.Temporary)) >= 0)
                {
                    Verify(part, part.Temporary);
                    RequireFree(FullPath(part.Final));
                    files.Rename(FullPath(part.Temporary), FullPath(part.Final));
                }
                else
                {
                    Verify(part, part.Final);
                }
            }

            files.SyncDirectory(directory.Key);
            foreach (var window in directory.Where(static p => p.Window != 0).GroupBy(static p => p.Window))
            {
                MarkCommitted(directory.Key, [.. window]);
            }
        }

        // Makes the removal of the temporary names durable: in this job's area, and after a restore under another identity in that of the earlier one.
        foreach (var left in parts.Select(p => Path.GetDirectoryName(FullPath(p.Temporary))!).Distinct())
        {
            files.SyncDirectory(left);
        }
    }

    // A rename that was done has left no temporary file: a final file that exists next to one belongs to another job.
    private void RequireFree(string final)
    {
        if (files.LengthOf(final) >= 0)
        {
            throw new ConnectorException(
                $"'{final}' exists, and this job has not written it: files were copied into '{root}', or a copy of this job's state directory was used elsewhere. " +
                "Find out which; then delete that file, or give the job another directory.");
        }
    }

    private void Verify(FilePart part, string at)
    {
        var path = FullPath(at);
        var length = files.LengthOf(path);
        if (length != part.Length)
        {
            throw new ConnectorException(
                $"The checkpoint lists '{FullPath(part.Final)}' with {part.Length} bytes, temporarily at '{FullPath(part.Temporary)}', but '{path}' " +
                (length < 0 ? "does not exist" : string.Create(CultureInfo.InvariantCulture, $"has {length}")) +
                ". The file was deleted or changed since then: restore it, or go back to an earlier checkpoint with --from-checkpoint.");
        }

        var hash = ContentHash.Of(files, path);
        if (hash != part.Hash)
        {
            throw new ConnectorException(
                $"'{path}' is damaged: its XXH128 is {hash}, the checkpoint lists {part.Hash}. It is not made visible. Restore the file, or go back to an earlier checkpoint with --from-checkpoint.");
        }
    }

    // The set is complete when this file exists; it is written last. Its name is that of the set's first part: after a restart
    // one lane commits the sets of other lanes, and must not overwrite their files.
    private void MarkCommitted(string directory, IReadOnlyList<FilePart> parts)
    {
        files.WriteAtomic(
            Path.Combine(directory, $"_committed-{Path.GetFileNameWithoutExtension(parts[0].Final)}.json"),
            JsonSerializer.SerializeToUtf8Bytes(parts, FileSetJson.Default.IReadOnlyListFilePart));
    }
}
