namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A small file system: a separate tmpfs.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    internal string Path { get; }

    /// <param name="path">Mount point; it is created.</param>
    /// <param name="size">In the notation of mount, as in <c>2m</c>.</param>
    internal static async Task<SmallDisk> MountAsync(string path, string size)
    {
        Directory.CreateDirectory(path);
        var (code, story) = await RunAsync("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path);
        Assert.True(code == 0, "This test needs a small file system, and may not mount one. It must run as root, in a container with CAP_SYS_ADMIN. " + story);
        return new(path);
    }

    internal async Task GrowAsync(string size)
    {
        var (code, story) = await RunAsync("mount", "-o", "remount,size=" + size, Path);
        Assert.True(code == 0, story);
    }

    public async ValueTask DisposeAsync()
    {
        // Lazily: a process that was just killed may still have a file open.
        var (code, story) = await RunAsync("umount", "-l", Path);
        Assert.True(code == 0, story);
    }

    private static async Task<(int Code, string Story)> RunAsync(string program, params string[] arguments)
    {
        await using var running = RunningProgram.Start(program, arguments);
        return (await running.ExitAsync(), running.Story);
    }
}
