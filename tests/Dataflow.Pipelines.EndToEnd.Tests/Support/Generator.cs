using System.Globalization;
using System.Text.Json;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>The sample's load generator.</summary>
internal sealed class Generator : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly string _tally;

    private Generator(RunningProgram program, string tally) => (_program, _tally) = (program, tally);

    internal bool HasExited => _program.HasExited;

    /// <summary>Records that the broker has acknowledged so far.</summary>
    internal long Written => File.Exists(_tally) ? Tally("in") : 0;

    internal static Generator Start(TestDirectory directory, string kafka, string topic, int rate, int count, ulong seed = 1, params string[] more)
    {
        var tally = directory[$"tally-{seed}.json"];
        return new(
            RunningProgram.Start(
                Repository.Sample("LoadGenerator", "StreamingDataCleaning.LoadGenerator"),
                [
                    "--bootstrap-servers", kafka, "--topic", topic, "--window", "2s", "--tally", tally,
                    "--rate", rate.ToString(CultureInfo.InvariantCulture), "--count", count.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
                    "--parent-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
                    .. more,
                ]),
            tally);
    }

    /// <summary>Waits until all records are written.</summary>
    internal async Task EndAsync(TimeSpan? within = null) => Assert.True(await _program.ExitAsync(within) == 0, _program.Story);

    /// <summary>A number of the tally.</summary>
    internal long Tally(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_tally));
        return json.RootElement.GetProperty(name).GetInt64();
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
