using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Processes;
using Dataflow.Pipelines.Control.Tests.Processes;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>The generated calls of processes: what the command says is what the program gets, and what it writes is the output.</summary>
public sealed class TrainedModelTests
{
    private readonly ControlGraph _graph = Graph<TrainedModel>();

    [Fact]
    public async Task A_value_is_part_of_one_argument_and_the_record_is_the_output()
    {
        using var process = new TestProcess();

        // No shell reads the argument: the variable in it stays as it is.
        Assert.Equal("""{"table":"run-1 $TOKEN","rows":100}""", await RunAsync(process, "train", new TrainedModel()));
    }

    [Fact]
    public async Task Arguments_environment_and_folder_are_those_of_the_class()
    {
        using var process = new TestProcess();
        await RunAsync(process, "publish", new TrainedModel { Token = "t w" });

        Assert.Equal(["two words; $(id)|3||a  b|--rows=7|t w|a=b|/tmp|"], process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task A_missing_value_fails_the_attempt_before_a_program_starts()
    {
        using var process = new TestProcess();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(process, "greet", new TrainedModel()));

        Assert.StartsWith("It takes 'pipeline.input.name', which has no value: the input is null", fault.Message, StringComparison.Ordinal);
        await RunAsync(process, "greet", new TrainedModel { Name = "a b" });
        Assert.Equal(["a b"], process.Lines(ProcessStream.Output));
    }

    [Fact]
    public async Task A_record_that_lacks_a_member_fails_the_attempt()
    {
        using var process = new TestProcess();
        var fault = await Assert.ThrowsAsync<ProcessFailedException>(() => RunAsync(process, "count", new TrainedModel()));

        Assert.StartsWith("'/bin/sh' (4 arguments) exited with code 0, but its result is not valid: it has written to it what is no Extracted (", fault.Message, StringComparison.Ordinal);
        Assert.Contains("rows", fault.Message, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(TestProcess process, string node, TrainedModel pipeline)
    {
        var outputs = _graph.CreateOutputs!();
        outputs.Set(0, """{"table":"two words; $(id)","rows":7}"""u8.ToArray());
        var scope = new TriggerScope { Pipeline = pipeline, Outputs = outputs, RunId = "run-1", Now = DateTimeOffset.UnixEpoch };
        var attempt = _graph.Nodes.Single(other => other.Id == node).Work!(scope);
        return Encoding.UTF8.GetString((await attempt(process.Run, CancellationToken.None)).Span);
    }

    private static ControlGraph Graph<T>()
        where T : class, IControlledPipeline<T> => T.Control;
}
