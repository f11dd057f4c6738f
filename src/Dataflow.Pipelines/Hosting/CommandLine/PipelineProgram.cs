using System.CommandLine;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// The command line of a project with one pipeline class and no <c>Main</c>. Exit codes: 0 done or suspended, 1 failed,
/// 2 wrong usage.
/// </summary>
public static class PipelineProgram
{
    /// <summary>Runs the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configureServices">
    /// Registers the services that the constructor of the pipeline takes, by <c>Program.ConfigureServices</c>; called only by verbs that run the pipeline or need its run store.
    /// </param>
    public static Task<int> RunAsync<TPipeline>(string[] args, Action<IServiceCollection, IConfiguration>? configureServices = null)
        where TPipeline : class, IPipeline<TPipeline> =>
        FileLimit.IsTooLow() ? Task.FromResult(2) : RunWithSignalsAsync<TPipeline>(args, configureServices);

    private static async Task<int> RunWithSignalsAsync<TPipeline>(string[] args, Action<IServiceCollection, IConfiguration>? configureServices)
        where TPipeline : class, IPipeline<TPipeline>
    {
        // Before anything else is loaded: a signal at startup is a request to stop, like a later one.
        using var signals = new StopSignals(static () => TPipeline.Descriptor.Id);
        return await RunAsync<TPipeline>(args, signals, configureServices);
    }

    private static async Task<int> RunAsync<TPipeline>(string[] args, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices)
        where TPipeline : class, IPipeline<TPipeline>
    {
        var descriptor = TPipeline.Descriptor;
        try
        {
            var root = CommandLine<TPipeline>.Create(signals, configureServices);

            // No response files: an argument such as '@daily' is a value.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UsageError.Of(parsed, root) is { } error)
            {
                StandardStream.Error.TryWriteLine($"{descriptor.Id}: {error}");
                return 2;
            }

            using var output = new StringWriter();
            var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var code = await parsed.InvokeAsync(configuration, signals.Requested);
            return WriteOut(descriptor.Id, output.ToString()) ? code : 1;
        }
        catch (Exception fault) when (fault is InputException or ServiceException)
        {
            StandardStream.Error.TryWriteLine($"{descriptor.Id}: {fault.Message}");
            return 2;
        }
        catch (ServiceHookException fault)
        {
            // User code has failed: the stack shows where.
            StandardStream.Error.TryWriteLine($"{descriptor.Id}: Program.ConfigureServices failed: {fault.InnerException}");
            return 1;
        }
        catch (Exception fault) when (fault is PipelineFaultException or CheckpointException or TimeoutException or OperationCanceledException)
        {
            StandardStream.Error.TryWriteLine($"{descriptor.Id}: {fault.Message}");
            return 1;
        }
        catch (Exception fault) when (TPipeline.ControlPlane is HostedControlPlane plane && plane.Describes(fault))
        {
            StandardStream.Error.TryWriteLine($"{descriptor.Id}: {fault.Message}");
            return 1;
        }
    }

    // The help or the graph: unlike a status it is the purpose of the verb, so the write waits for a slow reader, and a failure fails the verb.
    private static bool WriteOut(string pipeline, string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        try
        {
            Console.Out.Write(text);
            Console.Out.Flush();
            return true;
        }
        catch (Exception fault) when (StandardStream.IsWriteFault(fault))
        {
            StandardStream.Error.TryWriteLine($"{pipeline}: standard output cannot be written to: {fault.GetBaseException().Message}");
            return false;
        }
    }
}
