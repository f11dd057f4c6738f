using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Storage;

/// <summary>The contract of every checkpoint store; the tests of each implementation inherit it.</summary>
public abstract class CheckpointStoreContract
{
    [Fact]
    public async Task A_completed_file_is_read_again_as_it_was_written()
    {
        var store = await OpenAsync();
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        CheckpointFile file;
        await using (var writer = store.Create("lane-0.keys"))
        {
            writer.Write(bytes.AsSpan(0, 70_000));
            writer.Write(bytes.AsSpan(70_000));
            file = await writer.CompleteAsync(CancellationToken.None);
        }

        Assert.Equal(("lane-0.keys", 200_000L), (file.Name, file.Length));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), file.Sha256);
        await using var stream = await store.OpenAsync(file.Name, CancellationToken.None);
        var read = new byte[200_000];
        await stream.ReadExactlyAsync(read);
        Assert.Equal(bytes, read);
        Assert.Equal(-1, stream.ReadByte());
    }

    [Fact]
    public async Task A_missing_file_is_an_error_with_its_name_and_place()
    {
        var store = await OpenAsync();
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await store.OpenAsync("gone.keys", CancellationToken.None));
        Assert.Contains("'gone.keys'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(store.Location, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifests_are_listed_in_order_replaced_and_deleted()
    {
        var store = await OpenAsync();
        foreach (var checkpoint in new long[] { 2, 10, 1 })
        {
            await store.WriteManifestAsync(checkpoint, "first"u8.ToArray(), CancellationToken.None);
        }

        Assert.Equal([1, 2, 10], await store.ListManifestsAsync(CancellationToken.None));
        await store.WriteManifestAsync(10, "second"u8.ToArray(), CancellationToken.None);
        Assert.Equal("second", System.Text.Encoding.ASCII.GetString((await store.ReadManifestAsync(10, CancellationToken.None)).Span));
        await store.DeleteManifestAsync(2, CancellationToken.None);
        Assert.Equal([1, 10], await store.ListManifestsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_store_has_no_manifests()
    {
        var store = await OpenAsync();
        Assert.Empty(await store.ListManifestsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Retention_keeps_the_named_files()
    {
        var store = await OpenAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await using var writer = store.Create(name);
            writer.Write("x"u8);
            await writer.CompleteAsync(CancellationToken.None);
        }

        await store.WriteManifestAsync(1, "m"u8.ToArray(), CancellationToken.None);
        await store.RetainAsync(new HashSet<string> { "b" }, CancellationToken.None);
        await Assert.ThrowsAsync<CheckpointException>(async () => await store.OpenAsync("a", CancellationToken.None));
        await using (await store.OpenAsync("b", CancellationToken.None))
        {
        }

        Assert.Equal([1], await store.ListManifestsAsync(CancellationToken.None));
        await store.DeleteAsync("b", CancellationToken.None);
        await store.DeleteAsync("b", CancellationToken.None);
        await Assert.ThrowsAsync<CheckpointException>(async () => await store.OpenAsync("b", CancellationToken.None));
    }

    [Fact]
    public async Task A_locked_store_is_refused_until_it_is_released()
    {
        var store = await OpenAsync();
        var other = await AgainAsync();
        var held = await store.LockAsync(CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await other.LockAsync(CancellationToken.None));
        Assert.Contains("nother process", fault.Message, StringComparison.Ordinal);

        await held.DisposeAsync();
        await using var taken = await other.LockAsync(CancellationToken.None);
    }

    /// <summary>A new, empty store.</summary>
    protected abstract ValueTask<ICheckpointStore> OpenAsync();

    /// <summary>Another object over the same store.</summary>
    protected abstract ValueTask<ICheckpointStore> AgainAsync();
}
