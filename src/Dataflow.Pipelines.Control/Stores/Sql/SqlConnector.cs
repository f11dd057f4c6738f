namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>
/// The connection of a run store: one, used by one caller at a time, opened when it is needed and closed after a fault. Faults of the database become
/// <see cref="RunStoreException"/>.
/// </summary>
internal sealed class SqlConnector(StoreDatabase database) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private SqlSession? _session;

    /// <summary>Uses the connection, in a transaction of its own for each statement.</summary>
    public async Task<T> UseAsync<T>(Func<SqlSession, Task<T>> access, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _session ??= await database.ConnectAsync(cancellationToken);
            return await access(_session);
        }
        catch (Exception fault) when (fault is not (RunStoreException or LeaseLostException))
        {
            await CloseAsync();
            if (database.Describe(fault) is var (text, mayPass))
            {
                throw new RunStoreException(text, fault) { MayPass = mayPass };
            }

            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Changes the store in one transaction.</summary>
    public Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> change, CancellationToken cancellationToken) =>
        UseAsync(session => session.TransactAsync(change, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }
}
