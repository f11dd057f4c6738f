using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet.Tests.DuckDb;

public sealed class DuckDbDatabaseTests
{
    [Fact]
    public void Options_reach_the_database()
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(options: new() { Threads = 1, MemoryLimit = 64 << 20, Settings = new Dictionary<string, string> { ["preserve_insertion_order"] = "false" } });
        using DuckDbConnection connection = database.Connect();

        Assert.Equal(1, connection.QueryScalar<long>("SELECT current_setting('threads')"));
        Assert.Equal("64.0 MiB", connection.QueryScalar<string>("SELECT current_setting('memory_limit')"));
        Assert.False(connection.QueryScalar<bool>("SELECT current_setting('preserve_insertion_order')"));
        Assert.Equal("", connection.QueryScalar<string>("SELECT current_setting('temp_directory')"));
        Assert.False(connection.QueryScalar<bool>("SELECT current_setting('autoinstall_known_extensions')"));
    }

    [Fact]
    public void An_unknown_setting_is_an_error_that_names_it()
    {
        DuckDbException error = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(options: new() { Settings = new Dictionary<string, string> { ["thread_count"] = "1" } }));

        Assert.Contains("thread_count", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_cannot_be_opened_is_an_error_that_names_its_file()
    {
        DuckDbException error = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open("/nowhere/at/all.db"));

        Assert.Contains("/nowhere/at/all.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_file_keeps_what_a_connection_wrote()
    {
        using TemporaryFolder folder = new();
        using (DuckDbDatabase database = DuckDbDatabase.Open(folder.File("a.db")))
        using (DuckDbConnection connection = database.Connect())
        {
            Assert.Equal(3, connection.Execute("CREATE TABLE t (n BIGINT); INSERT INTO t VALUES (1), (2), (39)"));
        }

        using DuckDbDatabase again = DuckDbDatabase.Open(folder.File("a.db"));
        using DuckDbConnection reader = again.Connect();
        Assert.Equal(42, reader.QueryScalar<long>("SELECT sum(n) FROM t"));
    }

    [Fact]
    public void A_connection_outlives_the_database_object()
    {
        DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        database.Dispose();

        Assert.Equal(1, connection.QueryScalar<int>("SELECT 1"));
    }

    [Fact]
    public void A_wrong_statement_is_an_error_with_DuckDBs_reason_and_the_statement()
    {
        using DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();

        DuckDbException error = Assert.Throws<DuckDbException>(() => connection.Execute("SELECT * FROM missing_table"));

        Assert.Contains("missing_table does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal("SELECT * FROM missing_table", error.Sql);
    }
}
