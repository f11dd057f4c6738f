using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Processes;

/// <summary>The host that <see cref="OrphanTests"/> starts as a program of its own, and kills.</summary>
internal static class OrphanParent
{
    /// <summary>The command-line argument that makes the test program this host.</summary>
    public const string Argument = "orphan-parent";

    public const string StateFolder = "TEST_STATE_FOLDER";
    public const string ReadyFile = "TEST_READY_FILE";
    public const string Key = "run-1/train";

    /// <summary>Runs a process until the host is killed.</summary>
    public static async Task RunAsync()
    {
        await using var services = new ServiceCollection().AddSingleton(new ProcessOptions { StateFolder = Environment.GetEnvironmentVariable(StateFolder) }).BuildServiceProvider();

        // Written under another name first: the test reads the file once it is there.
        var script = $"sleep 1000 & echo \"$$ $!\" > \"${ReadyFile}.new\"; mv \"${ReadyFile}.new\" \"${ReadyFile}\"; trap '' TERM HUP; while :; do sleep 1; done";
        await ProcessNode.RunAsync(new ProcessCommand("/bin/sh", ["-c", script]), Runs.Create("run-1", DateTimeOffset.UnixEpoch, "train", 1, 1, services), CancellationToken.None);
    }
}
