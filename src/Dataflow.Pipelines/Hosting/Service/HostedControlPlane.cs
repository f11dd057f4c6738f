using System.CommandLine;
using Dataflow.Pipelines.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Hosting;

/// <summary>What the package of the control plane adds to the hosts and to the program of a pipeline.</summary>
internal abstract class HostedControlPlane : ControlPlane
{
    /// <summary>Adds its services to a host.</summary>
    public abstract void AddServices(IServiceCollection services);

    /// <summary>The jobs of the pipeline in a host.</summary>
    public abstract IHostedJobs JobsOf(IServiceProvider services);

    /// <summary>Adds its verbs, and options of all verbs.</summary>
    /// <param name="root">The command line.</param>
    /// <param name="build">Builds the host that a verb runs in, which is not started, from the parsed command line.</param>
    public abstract void AddVerbs(RootCommand root, Func<ParseResult, IServiceProvider> build);

    /// <summary>Adds its options to a verb that runs the pipeline.</summary>
    public abstract void AddRunOptions(Command run);

    /// <summary>Adds to the host what the options of its verbs give.</summary>
    public abstract void AddOptions(ParseResult parsed, IServiceCollection services);

    /// <summary>Why it has failed in a host that has stopped; null where it has not.</summary>
    public abstract string? FaultOf(IServiceProvider services);

    /// <summary>Whether a fault of its start or of its verbs is one that its message describes completely.</summary>
    public abstract bool Describes(Exception fault);
}
