using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// Finds the value of each input: from the command line, else the run store, else the options of the host, else the environment, else the configuration, else the initializer of the class.
/// </summary>
internal static class InputBinder
{
    private const string Prefix = "DATAFLOW_";
    private const string Section = "Pipelines";

    /// <summary>The origin of a stored value.</summary>
    public const string RunStore = "the run store";

    public static string EnvironmentOf(InputDescriptor input) => Prefix + input.Name.ToUpperInvariant();

    public static string OptionOf(InputDescriptor input) => "--" + input.Name.Replace('_', '-');

    public static string KeyOf(PipelineDescriptor pipeline, string input) => ConfigurationPath.Combine(Section, pipeline.Id, input);

    /// <summary>The values of a pipeline in a host.</summary>
    /// <exception cref="InputException">Required inputs are missing, or a value is given for one that the pipeline does not have.</exception>
    public static InputValues Bind(PipelineDescriptor pipeline, PipelineHostOptions options, IServiceProvider services) =>
        Bind(pipeline, options, Environment.GetEnvironmentVariable, services.GetService<IConfiguration>());

    /// <summary>The values of a pipeline in a host whose run store has other values than those of its options.</summary>
    /// <exception cref="InputException">Required inputs are missing, or a value is given for one that the pipeline does not have.</exception>
    public static InputValues Bind(PipelineDescriptor pipeline, PipelineHostOptions options, IServiceProvider services, IReadOnlyDictionary<string, string> stored)
    {
        var problems = new List<InputException>();
        var values = Find(pipeline, options, Environment.GetEnvironmentVariable, services.GetService<IConfiguration>(), stored, problems);
        return problems.Count == 0 ? new InputValues(values) : throw problems[0];
    }

    /// <summary>The values that are given, with their origins; those that are missing or unknown are left out.</summary>
    public static IReadOnlyDictionary<string, GivenInput> Read(PipelineDescriptor pipeline, PipelineHostOptions options, IServiceProvider services, IReadOnlyDictionary<string, string> stored) =>
        Find(pipeline, options, Environment.GetEnvironmentVariable, services.GetService<IConfiguration>(), stored, []);

    /// <summary>The values of a command line, or of a user's host.</summary>
    /// <exception cref="InputException">Required inputs are missing, or a value is given for one that the pipeline does not have.</exception>
    public static InputValues Bind(PipelineDescriptor pipeline, PipelineHostOptions options, Func<string, string?> environment, IConfiguration? configuration)
    {
        var problems = new List<InputException>();
        var values = Find(pipeline, options, environment, configuration, StoredOf(options, problems), problems);
        return problems.Count == 0 ? new InputValues(values) : throw problems[0];
    }

    /// <summary>The given values, for a check: missing and unknown inputs, and each value that is invalid when it is read, are added to the problems.</summary>
    public static InputValues Collect(PipelineDescriptor pipeline, PipelineHostOptions options, IServiceProvider services, List<InputException> problems) =>
        new(Find(pipeline, options, Environment.GetEnvironmentVariable, services.GetService<IConfiguration>(), StoredOf(options, problems), problems), problems);

    /// <summary>The error of a name that is no input of the pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="unknown">The name.</param>
    /// <param name="by">Where it is from, as <c> (given by …)</c>; empty where that is evident.</param>
    public static InputException Unknown(PipelineDescriptor pipeline, string unknown, string by)
    {
        var names = pipeline.Inputs.Select(static i => i.Name).ToArray();
        return InputException.Saying(unknown, $"is not an input of '{pipeline.Id}'{by}. " + (
            NearestName.Find(unknown, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"It has {(names.Length > 0 ? string.Join(", ", names) : "none")}."));
    }

    private static IReadOnlyDictionary<string, string> StoredOf(PipelineHostOptions options, List<InputException> problems)
    {
        try
        {
            return options.ReadStored();
        }
        catch (InputException problem)
        {
            problems.Add(problem);
            return new Dictionary<string, string>();
        }
    }

    private static Dictionary<string, GivenInput> Find(
        PipelineDescriptor pipeline, PipelineHostOptions options, Func<string, string?> environment, IConfiguration? configuration, IReadOnlyDictionary<string, string> stored,
        List<InputException> problems)
    {
        var section = configuration?.GetSection(ConfigurationPath.Combine(Section, pipeline.Id));
        problems.AddRange(options.Inputs.Keys.Where(name => pipeline.Inputs.All(i => i.Name != name)).Select(name => Unknown(pipeline, name, "")));
        problems.AddRange((section?.GetChildren() ?? [])
            .Where(child => !pipeline.Inputs.Any(i => string.Equals(i.Name, child.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(child => Unknown(pipeline, child.Key, $" (given by the configuration key {child.Path})")));
        var values = new Dictionary<string, GivenInput>();
        var missing = new List<InputDescriptor>();
        foreach (var input in pipeline.Inputs)
        {
            if (options.IsCommandLine && options.Inputs.TryGetValue(input.Name, out var value))
            {
                values[input.Name] = new GivenInput(value, OptionOf(input), input.IsSensitive);
            }
            else if (stored.TryGetValue(input.Name, out value))
            {
                values[input.Name] = new GivenInput(value, RunStore, input.IsSensitive);
            }
            else if (options.Inputs.TryGetValue(input.Name, out value))
            {
                values[input.Name] = new GivenInput(value, ElementOf(input), input.IsSensitive);
            }
            else if (environment(EnvironmentOf(input)) is { } set)
            {
                values[input.Name] = new GivenInput(set, EnvironmentOf(input), input.IsSensitive);
            }
            else if (section?[input.Name] is { } configured)
            {
                values[input.Name] = new GivenInput(configured, $"the configuration key {KeyOf(pipeline, input.Name)}", input.IsSensitive);
            }
            else if (input.IsRequired)
            {
                missing.Add(input);
            }
        }

        if (missing.Count > 0)
        {
            problems.Add(Missing(pipeline, options, missing));
        }

        return values;
    }

    private static string ElementOf(InputDescriptor input) => $"Inputs[\"{input.Name}\"] of the host's options";

    // Reports all missing inputs in one error.
    private static InputException Missing(PipelineDescriptor pipeline, PipelineHostOptions options, List<InputDescriptor> missing)
    {
        var inputs = missing.Select(input =>
        {
            var description = input.Description.Length > 0 ? $", {input.Description}" : "";
            var given = options.IsCommandLine ? $"give {OptionOf(input)}" : $"give {ElementOf(input)}";
            return $"'{input.Name}' ({input.Type}{description}): {given}, set {EnvironmentOf(input)} or the configuration key {KeyOf(pipeline, input.Name)}";
        });
        return new InputException($"Pipeline '{pipeline.Id}' lacks {(missing.Count == 1 ? "the input" : $"{missing.Count} inputs:")} {string.Join("; ", inputs)}.") { Input = missing[0].Name };
    }
}
