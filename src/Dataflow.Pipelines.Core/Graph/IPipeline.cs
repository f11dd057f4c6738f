using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Graph;

/// <summary>The members that the generator adds to a <see cref="PipelineAttribute"/> class.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface IPipeline<TSelf>
    where TSelf : class, IPipeline<TSelf>
{
    /// <summary>Inputs, nodes, edges and triggers: one object for tests, command line and web page.</summary>
    static abstract PipelineDescriptor Descriptor { get; }

    /// <summary>Reads every input and checks every duration that an input gives, without a pipeline object: a host reports all problems together.</summary>
    /// <param name="inputs">The values that were given.</param>
    static abstract void CheckInputs(InputValues inputs);

    /// <summary>A pipeline object with its inputs bound.</summary>
    /// <param name="services">The services that its constructor takes.</param>
    /// <param name="inputs">The values that were given.</param>
    static abstract TSelf Create(IServiceProvider services, InputValues inputs);

    /// <summary>What executes its nodes that belong to runs; null without such nodes.</summary>
    static virtual ControlPlane? ControlPlane => null;

    /// <summary>Builds its job graph.</summary>
    static abstract void Build(TSelf pipeline, JobBuilder job);
}
