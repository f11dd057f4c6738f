using System.Runtime.InteropServices;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>An open DuckDB database, in memory or a file. Safe for use from several threads; each of them takes a connection of its own.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;
    private readonly Lazy<bool> _rowFeeds;

    private DuckDbDatabase(DatabaseHandle handle)
    {
        _handle = handle;
        _rowFeeds = new Lazy<bool>(() =>
        {
            using DuckDbConnection connection = Connect();
            RowFeedFunction.Register(connection);
            return true;
        });
    }

    /// <summary>The version of the native library, such as <c>v1.5.6</c>.</summary>
    /// <exception cref="DllNotFoundException">The native library is not there; the message says where it was looked for.</exception>
    public static string LibraryVersion => Marshal.PtrToStringUTF8(NativeMethods.LibraryVersion()) ?? "";

    /// <summary>Opens the file <paramref name="path"/>, made if it is not there, or a new database in memory if it is null.</summary>
    /// <exception cref="DuckDbException">The file cannot be opened, or an option is not one of DuckDB's.</exception>
    public static DuckDbDatabase Open(string? path = null, DuckDbOptions? options = null)
    {
        using ConfigHandle config = Configure(options ?? new DuckDbOptions());
        if (NativeMethods.Open(path, out DatabaseHandle handle, config, out nint error) == NativeState.Success)
        {
            return new DuckDbDatabase(handle);
        }

        string reason = Marshal.PtrToStringUTF8(error) ?? "no reason given";
        NativeMethods.Free(error);
        handle.Dispose();
        throw new DuckDbException($"Cannot open the DuckDB database {(path is null ? "in memory" : $"'{path}'")}: {reason}");
    }

    /// <summary>Opens a connection. It stays usable, and the database open, until the connection is disposed too.</summary>
    /// <exception cref="DuckDbException">The database gives no connection.</exception>
    public DuckDbConnection Connect() =>
        NativeMethods.Connect(_handle, out ConnectionHandle connection) == NativeState.Success
            ? new DuckDbConnection(connection)
            : throw new DuckDbException("The DuckDB database gave no connection.");

    /// <summary>Closes the database once its last connection is disposed.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Makes <see cref="RowFeed"/>s readable as a table function, once a database.</summary>
    internal void EnsureRowFeeds() => _ = _rowFeeds.Value;

    private static ConfigHandle Configure(DuckDbOptions options)
    {
        if (NativeMethods.CreateConfig(out ConfigHandle config) != NativeState.Success)
        {
            throw new DuckDbException("DuckDB gave no configuration object: out of memory.");
        }

        foreach ((string name, string value) in options.ToSettings())
        {
            if (NativeMethods.SetConfig(config, name, value) != NativeState.Success)
            {
                config.Dispose();
                throw new DuckDbException($"DuckDB has no setting '{name}', or not one that takes '{value}'.");
            }
        }

        return config;
    }
}
