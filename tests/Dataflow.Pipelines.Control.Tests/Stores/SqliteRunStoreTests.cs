using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Stores.Sql;
using Dataflow.Pipelines.Control.Stores.Sqlite;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>The store in a file, and what can go wrong with a file.</summary>
public sealed class SqliteRunStoreTests : SqlRunStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private string File => Path.Combine(_folder, "state", "runs.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_transaction_is_synced_to_the_disk_before_it_is_reported()
    {
        await OpenAsync();
        await using var session = await ConnectAsync();
        Assert.Equal([2L], await session.QueryAsync(new Statement("PRAGMA synchronous"), static row => row.GetInt64(0), Cancellation));
        Assert.Equal(["wal"], await session.QueryAsync(new Statement("PRAGMA journal_mode"), static row => row.GetString(0), Cancellation));
        Assert.Equal([1L], await session.QueryAsync(new Statement("PRAGMA foreign_keys"), static row => row.GetInt64(0), Cancellation));
    }

    [Fact]
    public async Task A_store_that_is_locked_is_reported_and_works_afterwards()
    {
        await OpenAsync();
        var store = await OpenAsync("Default Timeout=1");
        await using (var other = await ConnectAsync())
        {
            await other.ExecuteScriptAsync("BEGIN IMMEDIATE", Cancellation);
            var fault = await Assert.ThrowsAsync<RunStoreException>(() => store.AcquireAsync("nightly", "one", null, Cancellation));
            Assert.Contains($"The run store '{File}' is locked by another process for more than 1 s.", fault.Message, StringComparison.Ordinal);
            await other.ExecuteScriptAsync("ROLLBACK", Cancellation);
        }

        Assert.NotNull(await store.AcquireAsync("nightly", "one", null, Cancellation));
    }

    [Fact]
    public async Task A_store_that_is_read_only_is_reported()
    {
        await OpenAsync();
        var store = await OpenAsync("Mode=ReadOnly", opens: false);
        var fault = await Assert.ThrowsAsync<RunStoreException>(() => store.AcquireAsync("nightly", "one", null, Cancellation));
        Assert.StartsWith($"The run store '{File}' is read-only. Give this user write access", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_nothing_is_lost_when_there_is_room_again()
    {
        var lease = await AppendAsync(await OpenAsync(), 0, Opened("r1"));
        var pages = (await RowsAsync("PRAGMA page_count"))[0];
        var full = new SqlRunStore(new SqliteDatabase(File) { MaxPages = int.Parse(pages, System.Globalization.CultureInfo.InvariantCulture) }, TimeProvider.System);
        var batch = new AppendBatch(1, [Opened("r2") with { Payload = new string('x', 100_000) }], []);
        var fault = await Assert.ThrowsAsync<RunStoreException>(() => full.AppendAsync(lease, batch, Cancellation));
        Assert.Equal($"The run store '{File}' cannot grow: the disk is full, or a quota is used up. Free space; the control plane continues by itself.", fault.Message);
        await full.DisposeAsync();

        var store = await OpenAsync();
        Assert.Single((await store.LoadAsync("nightly", Cancellation)).Changes);
        await store.AppendAsync(lease, batch, Cancellation);
        Assert.Equal(2, (await store.LoadAsync("nightly", Cancellation)).Changes.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, string.Concat(Enumerable.Repeat("These are the notes of last week. ", 100)), Cancellation);
        var fault = await Assert.ThrowsAsync<RunStoreException>(OpenAsync);
        Assert.StartsWith($"The run store '{File}' is damaged, or is no SQLite file.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_reported()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "state"), "", Cancellation);
        var fault = await Assert.ThrowsAsync<RunStoreException>(OpenAsync);
        Assert.StartsWith($"The run store '{File}' cannot be created:", fault.Message, StringComparison.Ordinal);
    }

    private protected override Task<IRunStore> OpenStoreAsync() => Task.FromResult<IRunStore>(new SqlRunStore(new SqliteDatabase(File), TimeProvider.System));

    private protected override RunStore Named => RunStore.Sqlite(File);

    private protected override Task<SqlSession> ConnectAsync() => new SqliteDatabase(File).ConnectAsync(Cancellation);

    private async Task<SqlRunStore> OpenAsync(string setting, bool opens = true)
    {
        var store = new SqlRunStore(new SqliteDatabase($"Data Source={File};{setting}"), TimeProvider.System);
        if (opens)
        {
            await store.OpenAsync(Cancellation);
        }

        return store;
    }
}
