using System.Diagnostics;

namespace Dataflow.Pipelines.Tests.Shared.Servers;

/// <summary>A PostgreSQL server of its own for the tests of an assembly (<c>eng/servers/postgresql.sh</c>). It ends with this process, however that ends.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string Password = "dataflow-test-secret";
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-postgresql-").FullName;
    private Process? _script;
    private int _databases;

    /// <summary>Its port on the loopback interface.</summary>
    public string Port { get; private set; } = "";

    /// <summary>The secret part of its connection strings.</summary>
    public static string Secret => Password;

    public async ValueTask InitializeAsync()
    {
        // The server runs as another user than root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var script = Path.Combine(Root(), "eng", "servers", "postgresql.sh");
        var start = new ProcessStartInfo("bash", [script, Path.Combine(_folder, "server")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = Password;
        _script = Process.Start(start)!;
        Port = await AnswerAsync();
    }

    /// <summary>Ends the server as a power failure would.</summary>
    public async Task StopAsync() => Assert.Equal("stopped", await AskAsync("stop"));

    /// <summary>Starts it again, on the same port.</summary>
    public async Task StartAsync() => Assert.Equal(Port, await AskAsync("start"));

    /// <summary>A connection string of a database.</summary>
    public string Connection(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username=dataflow;Password={Password}";

    /// <summary>A name for a database that no other test uses.</summary>
    public string NewName() => $"test_{Interlocked.Increment(ref _databases)}";

    public async ValueTask DisposeAsync()
    {
        if (_script is { } script)
        {
            script.StandardInput.Close();
            await script.WaitForExitAsync();
            script.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> AskAsync(string command)
    {
        await _script!.StandardInput.WriteLineAsync(command);
        await _script.StandardInput.FlushAsync();
        return await AnswerAsync();
    }

    private async Task<string> AnswerAsync() =>
        await _script!.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("No PostgreSQL server: " + await _script.StandardError.ReadToEndAsync());

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build.sh")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"'{AppContext.BaseDirectory}' is not in the repository.");
        }

        return folder;
    }
}
