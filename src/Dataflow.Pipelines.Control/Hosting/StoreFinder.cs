using System.Reflection;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Finds the run store: of <c>--store</c>, else of the environment, else the registered one, else a file in the state directory of the pipeline.</summary>
internal static class StoreFinder
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "DATAFLOW_STORE";

    /// <exception cref="InputException">The text of the option or of the variable cannot be used.</exception>
    public static RunStore Find(IServiceProvider services, PipelineDescriptor pipeline, PipelineHostOptions options)
    {
        if (services.GetService<ControlOptions>()?.Store is { } given)
        {
            return Parse(given, "--store");
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? Parse(set, Variable)
            : services.GetService<RunStore>() ?? RunStore.Sqlite(Path.Combine(StateDirectory(pipeline, options), "runs.db"));
    }

    /// <summary>The state directory of the pipeline.</summary>
    public static string StateDirectory(PipelineDescriptor pipeline, PipelineHostOptions options) => options.StateDirectory ?? PipelineRunner.DefaultStateDirectory(pipeline);

    private static RunStore Parse(string text, string source)
    {
        try
        {
            return text.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? PostgreSql(text, source) : RunStore.Sqlite(text);
        }
        catch (ArgumentException fault)
        {
            // The text may contain a password.
            throw new InputException($"{source} cannot be used: {fault.Message.Split(" (Parameter", 2)[0]}") { Input = source };
        }
    }

    // Its package references this one. The name of the type is constant: a trimmed program keeps it where the package is referenced.
    private static RunStore PostgreSql(string connection, string source)
    {
        var create = Type.GetType("Dataflow.Pipelines.Control.PostgreSql.PostgreSqlRunStore, Dataflow.Pipelines.Control.PostgreSql")?.GetMethod("Create", BindingFlags.Public | BindingFlags.Static)
            ?? throw new InputException($"{source} names a PostgreSQL server: add the package Dataflow.Pipelines.Control.PostgreSql to the project.") { Input = source };
        return (RunStore)create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [connection], null)!;
    }
}
