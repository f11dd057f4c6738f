namespace Dataflow.Pipelines.Hosting;

/// <summary>The user's <c>Program.ConfigureServices</c> has thrown.</summary>
internal sealed class ServiceHookException(Exception cause) : Exception(cause.Message, cause);
