using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Finds the value of each input: given, else environment, else the initialiser of the class.</summary>
internal static class InputBinder
{
    private const string Prefix = "DATAFLOW_";

    public static string EnvironmentOf(InputDescriptor input) => Prefix + input.Name.ToUpperInvariant();

    public static string OptionOf(InputDescriptor input) => "--" + input.Name.Replace('_', '-');

    /// <exception cref="InputException">A required input is missing.</exception>
    public static InputValues Bind(PipelineDescriptor pipeline, IReadOnlyDictionary<string, string> given, Func<string, string?> environment)
    {
        var values = new Dictionary<string, string>();
        foreach (var input in pipeline.Inputs)
        {
            if (given.TryGetValue(input.Name, out var value) || (value = environment(EnvironmentOf(input))) is not null)
            {
                values[input.Name] = value;
            }
            else if (input.IsRequired)
            {
                throw new InputException(input.Name, $"is missing ({input.Description}): give {OptionOf(input)} or set {EnvironmentOf(input)}.");
            }
        }

        return new InputValues(values);
    }
}
