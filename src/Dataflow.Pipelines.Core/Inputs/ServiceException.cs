namespace Dataflow.Pipelines.Inputs;

/// <summary>A service that the constructor of a pipeline takes is not registered or cannot be created. The message names pipeline, parameter, type and what to do.</summary>
public sealed class ServiceException : Exception
{
    internal ServiceException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal static ServiceException Missing(string pipeline, string parameter, Type type, object? key) => new(
        $"Pipeline '{pipeline}' needs a service {Describe(type, key)} for the parameter '{parameter}' of its constructor, and none is registered: register it in "
        + "Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host.");

    internal static ServiceException Unusable(string pipeline, string parameter, Type type, object? key, Exception cause) => new(
        $"Pipeline '{pipeline}' cannot get the service {Describe(type, key)} for the parameter '{parameter}' of its constructor: {cause.GetType().Name}: "
        + string.Join(" ", cause.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), cause);

    private static string Describe(Type type, object? key) => key is null ? $"'{type}'" : $"'{type}' with the key '{key}'";
}
