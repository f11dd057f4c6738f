using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>
/// Ends the statements of providers that block their thread. Their interruption concerns the statement that runs at that moment, and a transaction has several: it is repeated
/// until the attempt has ended.
/// </summary>
internal sealed class SqlInterrupt : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;

    public SqlInterrupt(DbConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        _connection = connection;
        _command = connection.CreateCommand();
        _timer = time.CreateTimer(static state => ((SqlInterrupt)state!).Interrupt(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.Register(() => _timer.Change(TimeSpan.Zero, Interval));
    }

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();

        // Waits for an interruption under way, which must not reach a connection that is closed.
        await _timer.DisposeAsync();
        await _command.DisposeAsync();
    }

    private void Interrupt()
    {
        // SqliteCommand.Cancel does nothing. DuckDBCommand.Cancel interrupts all that its connection does.
        if (_connection is SqliteConnection { Handle: { } handle })
        {
            raw.sqlite3_interrupt(handle);
        }
        else
        {
            _command.Cancel();
        }
    }
}
