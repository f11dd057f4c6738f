using System.Globalization;
using System.Text.Json;

namespace StreamingDataCleaning.Processes;

/// <summary>The sample's load generator.</summary>
public sealed class LoadGeneratorChild : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _tally;

    private LoadGeneratorChild(ChildProcess process, string tally)
    {
        _process = process;
        _tally = tally;
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts it; logs and tally go to the directory.</summary>
    public static LoadGeneratorChild Start(string directory, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tally = Path.Combine(directory, "tally.json");
        List<string> arguments =
        [
            "--bootstrap-servers", options.Kafka,
            "--topic", options.Topic,
            "--rate", Invariant($"{options.Rate}"),
            "--window", options.Window,
            "--seed", Invariant($"{options.Seed}"),
            "--hold-back-group", LoadOptions.Group,
            "--tally", tally,
            "--parent-pid", Invariant($"{Environment.ProcessId}"),
            .. options.More,
        ];
        if (options.Seconds is { } seconds)
        {
            arguments.AddRange(["--seconds", Invariant($"{seconds}")]);
        }

        if (options.Count is { } count)
        {
            arguments.AddRange(["--count", Invariant($"{count}")]);
        }

        return new(ChildProcess.Start("LoadGenerator", "StreamingDataCleaning.LoadGenerator", directory, null, [.. arguments]), tally);
    }

    /// <summary>Its last tally; null before the first one.</summary>
    public TallyReport? Tally() =>
        File.Exists(_tally) ? JsonSerializer.Deserialize(File.ReadAllText(_tally), ReportJson.Default.TallyReport) : null;

    /// <summary>Checks that it runs, or has ended successfully.</summary>
    /// <exception cref="SampleException">It has failed.</exception>
    public void ThrowIfFailed() => _process.ThrowIfFailed();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
