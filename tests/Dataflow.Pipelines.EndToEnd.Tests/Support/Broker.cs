using System.Globalization;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>The sample's broker in its own process, with commands that inject faults.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private int _answers;

    private Broker(RunningProgram program, string address) => (_program, Address) = (program, address);

    /// <summary>As host:port.</summary>
    internal string Address { get; }

    /// <summary>Starts it and waits for its address.</summary>
    /// <param name="topics">As <c>name:partitions</c>.</param>
    internal static async Task<Broker> StartAsync(params string[] topics)
    {
        string[] arguments = ["--control", "--parent-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. topics.SelectMany(topic => new[] { "--topic", topic })];
        var program = RunningProgram.Start(Repository.Sample("Broker", "StreamingDataCleaning.Broker"), arguments);
        return new(program, await program.LineAsync("the address of the broker", line => line.Contains(':', StringComparison.Ordinal)));
    }

    /// <summary>Sends a command, as in <c>down</c>, and waits until it is done.</summary>
    internal async Task ObeyAsync(string command)
    {
        var expected = ++_answers;
        await _program.SayAsync(command);
        await Wait.UntilAsync($"the broker's answer to '{command}'", () => _program.Output.Count > expected, () => _program.Story);
        Assert.Equal("ok", _program.Output[expected]);
    }

    /// <summary>It keeps its connections and does not answer until <see cref="Thaw"/>.</summary>
    internal void Freeze() => _program.Freeze();

    /// <summary>It answers again.</summary>
    internal void Thaw() => _program.Thaw();

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
