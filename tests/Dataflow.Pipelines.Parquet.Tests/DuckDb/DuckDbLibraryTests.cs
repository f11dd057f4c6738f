using Dataflow.Pipelines.DuckDb;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.Parquet.Tests.DuckDb;

public sealed class DuckDbLibraryTests
{
    [Fact]
    public void The_native_library_is_found_and_is_of_the_bound_version() => Assert.StartsWith("v1.5.", DuckDbDatabase.LibraryVersion, StringComparison.Ordinal);

    [Fact]
    public void A_missing_library_is_reported_with_every_place_and_the_package_to_reference()
    {
        string message = DuckDbLibrary.Missing("/opt/program");

        Assert.Contains("/opt/program/libduckdb.so", message, StringComparison.Ordinal);
        Assert.Contains("/opt/program/runtimes/linux-x64/native/libduckdb.so", message, StringComparison.Ordinal);
        Assert.Contains("Dataflow.Pipelines.DuckDb.Runtime.linux-x64", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_holds_as_many_rows_as_a_chunk_of_ours() => Assert.Equal((ulong)DuckDbChunk.Capacity, NativeMethods.VectorSize());
}
