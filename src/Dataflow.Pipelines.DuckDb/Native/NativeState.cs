namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary><c>duckdb_state</c>: what most calls return.</summary>
internal enum NativeState
{
    Success = 0,
    Error = 1,
}
