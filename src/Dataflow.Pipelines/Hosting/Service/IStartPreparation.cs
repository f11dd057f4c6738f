namespace Dataflow.Pipelines.Hosting;

/// <summary>What a pipeline needs before its inputs can be checked.</summary>
internal interface IStartPreparation
{
    /// <summary>Makes it available. Called once, before anything starts.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);
}
