using System.CommandLine;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// The command line of a project with one pipeline class and no <c>Main</c>. Exit codes: 0 done or suspended, 1 failed,
/// 2 wrong usage.
/// </summary>
public static class PipelineProgram
{
    /// <summary>Runs the command line.</summary>
    public static async Task<int> RunAsync<TPipeline>(string[] args)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var descriptor = TPipeline.Descriptor;
        try
        {
            var root = CommandLine<TPipeline>.Create();
            var parsed = root.Parse(args);
            if (UsageError.Of(parsed, root) is { } error)
            {
                await Console.Error.WriteLineAsync($"{descriptor.Id}: {error}");
                return 2;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (InputException fault)
        {
            await Console.Error.WriteLineAsync($"{descriptor.Id}: {fault.Message}");
            return 2;
        }
        catch (Exception fault) when (fault is PipelineFaultException or CheckpointException or TimeoutException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{descriptor.Id}: {fault.Message}");
            return 1;
        }
    }
}
