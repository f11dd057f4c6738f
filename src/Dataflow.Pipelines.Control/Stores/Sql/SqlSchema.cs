using System.Globalization;
using System.Reflection;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>
/// The form of the tables. Each version has a script <c>Schema/NNN-name.sql</c> that makes it of the version before; scripts that were released never change. The version of a
/// store is in its table <c>pipeline_store</c>.
/// </summary>
internal static class SqlSchema
{
    private static readonly IReadOnlyList<(int Version, string Text)> Scripts = ReadScripts();

    /// <summary>The version that this program writes.</summary>
    public static int Version => Scripts[^1].Version;

    /// <summary>Brings a store to this version, in one transaction that no other process runs at the same time.</summary>
    /// <exception cref="RunStoreException">A newer version has written the store.</exception>
    public static async Task<int> MigrateAsync(StoreDatabase database, SqlSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await database.LockSchemaAsync(session, cancellationToken);
        var found = await VersionAsync(database, session, cancellationToken);
        if (found > Version)
        {
            throw new RunStoreException(string.Create(CultureInfo.InvariantCulture,
                $"The run store {database.Name} has form {found}, and this program knows forms up to {Version}: a newer version of Dataflow.Pipelines.Control has written it. Use that version, or another store."))
            { MayPass = false };
        }

        foreach (var (version, text) in Scripts)
        {
            if (version > found)
            {
                await session.ExecuteScriptAsync(text.Replace("{id}", database.KeyType, StringComparison.Ordinal), cancellationToken);
                await session.ExecuteAsync(new("INSERT INTO pipeline_store (version, create_time) VALUES (@version, @now)", ("version", version), ("now", now)), cancellationToken);
            }
        }

        return found;
    }

    private static async Task<int> VersionAsync(StoreDatabase database, SqlSession session, CancellationToken cancellationToken)
    {
        if ((await session.QueryAsync(database.HasTable("pipeline_store"), static row => row.GetInt64(0), cancellationToken))[0] == 0)
        {
            await session.ExecuteScriptAsync("CREATE TABLE pipeline_store (version INTEGER PRIMARY KEY, create_time TIMESTAMPTZ NOT NULL)", cancellationToken);
        }

        return (await session.QueryAsync(new("SELECT COALESCE(MAX(version), 0) FROM pipeline_store"), static row => row.GetInt32(0), cancellationToken))[0];
    }

    private static List<(int, string)> ReadScripts()
    {
        const string Prefix = "Schema.";
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new List<(int, string)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add((int.Parse(name.AsSpan(Prefix.Length, 3), CultureInfo.InvariantCulture), reader.ReadToEnd()));
        }

        return scripts;
    }
}
