using System.CommandLine;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The verbs and options of a generated host; a pipeline's inputs are options of <c>run</c>.</summary>
internal static class CommandLine<TPipeline>
    where TPipeline : class, IPipeline<TPipeline>
{
    /// <param name="signals">What stops a run.</param>
    /// <param name="configureServices">Registers the user's services; null without a hook.</param>
    public static RootCommand Create(StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices)
    {
        var descriptor = TPipeline.Descriptor;
        var state = new Option<string>("--state")
        {
            Description = descriptor.HasStreams ? "Directory of the checkpoints." : "Directory of the run store.",
            DefaultValueFactory = _ => PipelineRunner.DefaultStateDirectory(descriptor),
            Recursive = true,
        };
        var root = new RootCommand($"{(descriptor.Title.Length > 0 ? descriptor.Title : descriptor.Id)} {descriptor.Version}. {descriptor.Description}".TrimEnd())
        {
            state,
            GraphCommand(),
        };
        AddRun(root, state, signals, configureServices);
        var run = new Command("run", $"Runs the pipeline until it is stopped; the default verb. {(descriptor.HasStreams ? "SIGTERM suspends it after a commit." : "Open runs go on at the next start.")}");
        AddRun(run, state, signals, configureServices);
        root.Add(run);
        if (descriptor.HasStreams)
        {
            root.Add(DrainCommand(state));
        }

        if (TPipeline.ControlPlane is HostedControlPlane plane)
        {
            plane.AddVerbs(root, parsed => ProgramHost.Build<TPipeline>(
                new PipelineHostOptions { StateDirectory = parsed.GetValue(state), IsCommandLine = true }, signals, configureServices, services => plane.AddOptions(parsed, services)).Services);
            plane.AddRunOptions(root);
            plane.AddRunOptions(run);
        }

        return root;
    }

    private static void AddRun(Command command, Option<string> state, StopSignals signals, Action<IServiceCollection, IConfiguration>? configureServices)
    {
        var descriptor = TPipeline.Descriptor;
        var inputs = descriptor.Inputs.Select(static input => (input, option: new Option<string>(InputBinder.OptionOf(input))
        {
            Description = $"{input.Description} ({input.Type}{(input.IsRequired ? ", required" : "")}; or {InputBinder.EnvironmentOf(input)})",
        })).ToArray();
        var parallelism = OptionKinds.Number("--parallelism", 0, KeyGroups.Count, "Lanes of a keyed node without its own number; 0: the value of the class, else the number of processors.");
        var interval = OptionKinds.Duration("--checkpoint-interval", "Longest time between two commits.");
        var startup = OptionKinds.Duration("--startup-timeout", "How long connectors try to reach their services at start (default 1m).");
        var shutdown = OptionKinds.Duration("--shutdown-timeout", "How long a stop may take (default 30s). The job is cancelled when a fifth of it, at most 5s, is left for closing its connectors.");
        var limit = OptionKinds.Number("--record-limit", 1, int.MaxValue, "A message with more bytes is rejected unread (default 1048576).");
        var fallback = new Option<bool>("--allow-fallback") { Description = "Fall back to an earlier checkpoint where the newest is damaged, although rows made visible since then will be duplicated." };
        var from = OptionKinds.Number("--from-checkpoint", 1, long.MaxValue, "Start from this checkpoint instead of the newest, although rows made visible since then will be duplicated.");
        var missing = MissingStateOptions.Create();
        var restarts = OptionKinds.Number("--max-restarts", 0, int.MaxValue, "Restarts of a job that fails before the program ends with exit code 1, in a row or in the period that the class specifies (default 10 in 30m); 0: none.");
        var json = new Option<bool>("--json") { Description = "Status as lines of JSON on standard output, for programs." };
        var status = OptionKinds.Duration("--status-interval", "How often the status is printed (default 1s with --json, else 10s).");
        foreach (var (_, option) in inputs)
        {
            command.Add(option);
        }

        command.Validators.Add(missing.Validate);
        Option[] ofStreams = [parallelism, interval, limit, fallback, from, restarts, json, status, .. missing.Options];
        foreach (var option in descriptor.HasStreams ? ofStreams.Concat([startup, shutdown]) : [startup, shutdown])
        {
            command.Add(option);
        }

        command.SetAction((parsed, _) =>
        {
            var options = new PipelineHostOptions { StateDirectory = parsed.GetValue(state), Parallelism = (int)(parsed.GetValue(parallelism) ?? 0), IsCommandLine = true, StopHostWhenAllEnd = true };
            options.CheckpointInterval = parsed.GetValue(interval);
            options.StartupTimeout = parsed.GetValue(startup) ?? options.StartupTimeout;
            options.ShutdownTimeout = parsed.GetValue(shutdown) ?? options.ShutdownTimeout;
            options.AllowFallback = parsed.GetValue(fallback);
            options.FromCheckpoint = parsed.GetValue(from);
            options.Restart = parsed.GetValue(restarts) is { } most ? (descriptor.Restart ?? RestartStrategy.Default).WithAttempts((int)most) : null;
            options.OnMissingState = missing.Of(parsed);
            options.RecordLimit = (int)(parsed.GetValue(limit) ?? options.RecordLimit);
            foreach (var (input, option) in inputs)
            {
                if (parsed.GetValue(option) is { } value)
                {
                    options.Inputs[input.Name] = value;
                }
            }

            return RunVerb.RunAsync<TPipeline>(
                options, parsed.GetValue(json), parsed.GetValue(status), signals, configureServices, services => (TPipeline.ControlPlane as HostedControlPlane)?.AddOptions(parsed, services));
        });
    }

    private static Command DrainCommand(Option<string> state)
    {
        var timeout = OptionKinds.Duration("--timeout", "How long to wait for the end (default 5m).");
        var drain = new Command("drain", "Makes the running pipeline read all records that exist now, close every window, commit and end; waits for its end.") { timeout };
        drain.SetAction((parsed, cancellationToken) =>
            DrainRequest.SendAsync(parsed.GetValue(state)!, parsed.GetValue(timeout) ?? TimeSpan.FromMinutes(5), TimeProvider.System, cancellationToken));
        return drain;
    }

    private static Command GraphCommand()
    {
        var graph = new Command("graph", "Prints the graph as a Mermaid diagram; nodes that run in one block are in one box.");
        graph.SetAction(static parsed => parsed.InvocationConfiguration.Output.Write(MermaidGraph.Of(TPipeline.Descriptor)));
        return graph;
    }
}
