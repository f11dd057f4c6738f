using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Storage;

public sealed class LocalCheckpointStoreTests : CheckpointStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Other_files_in_the_directory_are_left_alone()
    {
        var store = await OpenAsync();
        var foreign = Path.Combine(_directory.Path, "thesis.docx");
        await File.WriteAllTextAsync(foreign, "years of work");
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "checkpoint-of-mine.json"), "{}");
        await store.RetainAsync(new HashSet<string>(), CancellationToken.None);
        Assert.True(File.Exists(foreign));
        Assert.Empty(await store.ListManifestsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_manifest_that_was_being_written_when_the_process_died_does_not_exist()
    {
        var store = await OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "checkpoint-000000003.json.tmp"), "{\"half\":");
        Assert.Empty(await store.ListManifestsAsync(CancellationToken.None));
        await store.WriteManifestAsync(3, "whole"u8.ToArray(), CancellationToken.None);
        Assert.Equal([3], await store.ListManifestsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_file_is_never_written_twice()
    {
        var store = await OpenAsync();
        await using var first = store.Create("a.keys");
        Assert.Throws<IOException>(() => store.Create("a.keys"));
    }

    public void Dispose() => _directory.Dispose();

    protected override async ValueTask<ICheckpointStore> OpenAsync()
    {
        var store = new LocalCheckpointStore(_directory.Path);
        await (await store.LockAsync(CancellationToken.None)).DisposeAsync();
        return store;
    }

    protected override ValueTask<ICheckpointStore> AgainAsync() => ValueTask.FromResult<ICheckpointStore>(new LocalCheckpointStore(_directory.Path));
}
