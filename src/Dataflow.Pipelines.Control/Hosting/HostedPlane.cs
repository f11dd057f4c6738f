using System.CommandLine;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>What the control plane adds to hosts and programs.</summary>
internal sealed class HostedPlane<TPipeline> : HostedControlPlane
    where TPipeline : class, IControlledPipeline<TPipeline>
{
    private readonly Option<bool> _once = new("--once") { Description = "Execute one run and end: exit code 0 where it has completed. A run that a process has left open goes on." };
    private readonly Option<string> _store = new("--store")
    {
        Description = $"Run store: the path of a SQLite file, or a PostgreSQL connection string (or {StoreFinder.Variable}; default runs.db in the state directory).",
        Recursive = true,
    };

    private readonly Option<string> _configKeyFile = new(ConfigKeys.FileOption)
    {
        Description = $"File with the keys of sensitive stored inputs, one a line: the first encrypts, all decrypt (or {ConfigKeys.FileVariable}, or the keys in {ConfigKeys.Variable}).",
        Recursive = true,
    };

    private readonly Option<string> _keepRuns = new(KeepRuns.Option)
    {
        Description = $"How long runs that have ended are kept, with their executions, events, alerts and audit, as in 90d (or {KeepRuns.Variable}; default for ever).",
    };

    private HostedPlane()
    {
    }

    public static HostedPlane<TPipeline> Instance { get; } = new();

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ControlService<TPipeline>>();
        services.AddSingleton<IEventReceiver>(static provider => provider.GetRequiredService<ControlService<TPipeline>>());
        if (TPipeline.Control.Streams.Count > 0)
        {
            services.AddSingleton<IPipelineHealth>(static provider => provider.GetRequiredService<ControlService<TPipeline>>().Streams);
        }

        services.AddSingleton<IStartPreparation>(static provider => provider.GetRequiredService<ControlService<TPipeline>>());
        services.AddHostedService(static provider => provider.GetRequiredService<ControlService<TPipeline>>());
        services.TryAddSingleton<IPipelineEvents, PipelineEvents>();
        services.AddSingleton<IApprovalReceiver>(static provider => provider.GetRequiredService<ControlService<TPipeline>>());
        services.TryAddSingleton<IApprovals, HostedApprovals>();
    }

    public override IHostedJobs JobsOf(IServiceProvider services) => services.GetRequiredService<ControlService<TPipeline>>().Streams;

    public override void AddVerbs(RootCommand root, Func<ParseResult, IServiceProvider> build)
    {
        root.Add(_store);
        root.Add(_configKeyFile);
        var context = new VerbContext(TPipeline.Descriptor, TPipeline.Control, parsed => build(parsed).GetRequiredService<ControlService<TPipeline>>().FindStore());
        root.Add(RunsVerb.Create(context));
        if (TPipeline.Control.Streams.Count > 0)
        {
            root.Add(StreamsVerb.Create(context));
        }

        root.Add(EventsVerb.Create(context));
        root.Add(ScheduleVerb.Create(context));
        root.Add(DefinitionsVerb.Create(context));
        root.Add(AlertsVerb.Create(context));
        root.Add(ApprovalsVerb.Create(context, parsed => build(parsed).GetServices<ApprovalLinkOptions>().LastOrDefault()?.KeyFile));
        root.Add(ConfigVerb.Create(context, parsed => build(parsed).GetRequiredService<ControlService<TPipeline>>().Inputs, static () => Console.In));
        root.Add(PauseVerb.Create(context, isPause: true));
        root.Add(PauseVerb.Create(context, isPause: false));
    }

    public override void AddRunOptions(Command run)
    {
        run.Add(_keepRuns);
        if (TPipeline.Control.Nodes.Any(static node => !node.IsResident))
        {
            run.Add(_once);
        }
    }

    public override void AddOptions(ParseResult parsed, IServiceCollection services) =>
        services.AddSingleton(new ControlOptions { Store = parsed.GetValue(_store), ConfigKeyFile = parsed.GetValue(_configKeyFile), KeepRuns = parsed.GetValue(_keepRuns), IsOnce = parsed.GetValue(_once) });

    public override string? FaultOf(IServiceProvider services) => services.GetRequiredService<ControlService<TPipeline>>().Fault;

    public override bool Describes(Exception fault) => fault is RunStoreException or VerbException;
}
