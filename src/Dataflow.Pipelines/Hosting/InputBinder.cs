using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Finds the value of each input: given, else environment, else the initialiser of the class.</summary>
internal static class InputBinder
{
    private const string Prefix = "DATAFLOW_";

    public static string EnvironmentOf(InputDescriptor input) => Prefix + input.Name.ToUpperInvariant();

    public static string OptionOf(InputDescriptor input) => "--" + input.Name.Replace('_', '-');

    /// <summary>The values of a command line, or of a host of the user's own.</summary>
    /// <exception cref="InputException">A required input is missing, or a value is given for one that the pipeline does not have.</exception>
    public static InputValues Bind(PipelineDescriptor pipeline, PipelineHostOptions options, Func<string, string?> environment)
    {
        foreach (var unknown in options.Inputs.Keys.Where(n => pipeline.Inputs.All(i => i.Name != n)))
        {
            var names = pipeline.Inputs.Select(static i => i.Name).ToArray();
            throw InputException.Saying(unknown, $"is none of '{pipeline.Id}'. " + (
                NearestName.Find(unknown, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"It has {(names.Length > 0 ? string.Join(", ", names) : "none")}."));
        }

        var values = new Dictionary<string, GivenInput>();
        foreach (var input in pipeline.Inputs)
        {
            var own = options.IsCommandLine ? OptionOf(input) : $"Inputs[\"{input.Name}\"] of the host's options";
            if (options.Inputs.TryGetValue(input.Name, out var value))
            {
                values[input.Name] = new GivenInput(value, own, input.IsSensitive);
            }
            else if (environment(EnvironmentOf(input)) is { } set)
            {
                values[input.Name] = new GivenInput(set, EnvironmentOf(input), input.IsSensitive);
            }
            else if (input.IsRequired)
            {
                var description = input.Description.Length > 0 ? $" ({input.Description})" : "";
                throw InputException.Saying(input.Name, $"is missing{description}: give {own} or set {EnvironmentOf(input)}.");
            }
        }

        return new InputValues(values);
    }
}
