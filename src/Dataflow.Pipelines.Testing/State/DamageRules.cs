using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>Damaged files of a checkpoint: a start names the file in an error, and does not continue with missing or wrong state.</summary>
internal static class DamageRules
{
    public static async Task FlippedBitAsync(ContractJob job)
    {
        var (taken, files) = await TakeAsync(job);
        foreach (var file in files)
        {
            var bytes = job.Disk.Files[file.Name];

            // The first byte, the last, and some in between.
            for (var i = 0; i <= 8; i++)
            {
                var at = (int)((bytes.LongLength - 1) * i / 8);
                bytes[at] ^= 1;
                await RefuseAsync(job, taken, file.Name, $"Byte {at} of {bytes.Length} of '{file.Name}' was changed");
                bytes[at] ^= 1;
            }
        }
    }

    public static async Task CutFileAsync(ContractJob job)
    {
        var (taken, files) = await TakeAsync(job);
        foreach (var file in files)
        {
            var bytes = job.Disk.Files[file.Name];
            foreach (var left in (int[])[0, bytes.Length / 2, bytes.Length - 1])
            {
                job.Disk.Write(file.Name, bytes[..left]);
                await RefuseAsync(job, taken, file.Name, $"'{file.Name}' ends after {left} of {bytes.Length} bytes");
            }

            job.Disk.Write(file.Name, [.. bytes, 0]);
            await RefuseAsync(job, taken, file.Name, $"'{file.Name}' has a byte after its end");
            job.Disk.Write(file.Name, bytes);
        }
    }

    public static async Task MissingFileAsync(ContractJob job)
    {
        var (taken, files) = await TakeAsync(job);
        foreach (var file in files)
        {
            var bytes = job.Disk.Files[file.Name];
            job.Disk.Delete(file.Name);
            await RefuseAsync(job, taken, file.Name, $"'{file.Name}' is missing");
            job.Disk.Write(file.Name, bytes);
        }
    }

    // Over two checkpoints, so that a backend which writes changes has more than one file.
    private static async Task<(BlockSnapshot[] Taken, CheckpointFile[] Files)> TakeAsync(ContractJob job)
    {
        var random = new Random(1);
        var (lanes, model) = (job.Open(1), new ContractModel());
        await model.WorkAsync(lanes, random);
        await LifeRules.SnapshotAsync(lanes, 1);
        await model.WorkAsync(lanes, random);
        var taken = await LifeRules.SnapshotAsync(lanes, 2);
        await LifeRules.EndAsync(lanes);
        return (taken, [.. taken.SelectMany(static t => t.State!.Files)]);
    }

    private static async Task RefuseAsync(ContractJob job, BlockSnapshot[] taken, string file, string what)
    {
        job.Restart();
        var lanes = job.Open(1);
        var fault = await Expect.ThrowsAsync<CheckpointException>(() => job.RestoreAsync(taken, lanes[0].State), what);
        Expect.True(fault.Message.Contains(file, StringComparison.Ordinal), $"{what}: the error does not name the file: {fault.Message}");
        await LifeRules.EndAsync(lanes);
    }
}
