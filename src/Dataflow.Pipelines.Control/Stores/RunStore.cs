using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Stores.Sql;
using Dataflow.Pipelines.Control.Stores.Sqlite;

namespace Dataflow.Pipelines.Control;

/// <summary>
/// Where the control plane is durable: the journals of the pipelines, what is asked of them from outside, and the leases that make one instance the owner of each. Instances that
/// share a store share its pipelines. Register it as a service to choose another store than the file <c>runs.db</c> of the state directory.
/// </summary>
public sealed class RunStore
{
    // With true: for reading, a store that must exist.
    private readonly Func<bool, StoreDatabase> _connect;

    internal RunStore(string name, Func<bool, StoreDatabase> connect) => (Name, _connect) = (name, connect);

    /// <summary>Names the store in messages, without a password.</summary>
    public string Name { get; }

    /// <summary>A store in a file, for the processes of one machine.</summary>
    /// <param name="connection">A path, or a connection string of Microsoft.Data.Sqlite. The file is created where it is missing, with its folder.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static RunStore Sqlite(string connection)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        return new RunStore(new SqliteDatabase(connection).Name, mustExist => new SqliteDatabase(connection) { MustExist = mustExist });
    }

    /// <summary>Opens what has happened, to read it.</summary>
    internal IRunHistory OpenHistory() => new SqlRunHistory(_connect(true));

    /// <summary>Opens it.</summary>
    internal IRunStore Open(TimeProvider time) => new SqlRunStore(_connect(false), time);
}
