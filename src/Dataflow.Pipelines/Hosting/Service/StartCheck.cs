using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Checks the inputs and services of all pipelines of a host before any of them starts: one error names everything that is missing or wrong.</summary>
internal sealed class StartCheck(IEnumerable<PipelineRegistration> pipelines, IServiceProvider services)
{
    private readonly PipelineRegistration[] _pipelines = [.. pipelines];
    private int _runs;

    /// <summary>Runs the check at the first call only; the host calls it once for each pipeline.</summary>
    /// <exception cref="InputException">Inputs are missing or wrong; services may be missing too.</exception>
    /// <exception cref="ServiceException">Services are missing.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _runs) > 1)
        {
            return;
        }

        // Inputs may be given by a run store alone.
        foreach (var preparation in services.GetServices<IStartPreparation>())
        {
            await preparation.PrepareAsync(cancellationToken);
        }

        Check();
    }

    private void Check()
    {
        var (sentences, input) = (new List<string>(), (string?)null);
        foreach (var pipeline in _pipelines)
        {
            var problems = new List<InputException>();
            pipeline.CheckInputs(InputBinder.Collect(pipeline.Descriptor, pipeline.Options, services, problems));
            input ??= problems.FirstOrDefault()?.Input;
            sentences.AddRange(problems.Select(problem => Locate(pipeline, problem.Message)).Concat(MissingServices(pipeline)));
        }

        if (sentences.Count > 0)
        {
            // A program that catches the exception and returns must not report success.
            Environment.ExitCode = 2;
            var message = string.Join(" ", sentences);
            throw input is null ? new ServiceException(message) : new InputException(message) { Input = input };
        }
    }

    // Some containers cannot report this; then the error occurs when the object is created.
    private IEnumerable<string> MissingServices(PipelineRegistration pipeline) =>
        services.GetService<IServiceProviderIsService>() is not { } registered ? [] : pipeline.Descriptor.Services
            .Where(service => service.IsRequired && !IsRegistered(registered, service))
            .Select(service => ServiceException.Missing(pipeline.Descriptor.Id, service.Name, service.Type, service.Key).Message);

    private static bool IsRegistered(IServiceProviderIsService registered, ServiceParameter service) =>
        service.Key is null ? registered.IsService(service.Type) : registered is IServiceProviderIsKeyedService keyed && keyed.IsKeyedService(service.Type, service.Key);

    // Two pipelines may have inputs with the same name.
    private string Locate(PipelineRegistration pipeline, string message) =>
        _pipelines.Length == 1 || message.StartsWith("Pipeline ", StringComparison.Ordinal) ? message : $"Pipeline '{pipeline.Descriptor.Id}': {message}";
}
