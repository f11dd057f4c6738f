using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>What changes make of the stored inputs of a pipeline: the same in memory, in a replay and in tests.</summary>
internal static class StoredInputs
{
    /// <summary>Applies a change.</summary>
    /// <param name="inputs">The stored inputs by name.</param>
    /// <param name="change">The change, with its time.</param>
    public static void Apply(IDictionary<string, StoredInput> inputs, InputChange change)
    {
        switch (change)
        {
            case InputStored stored:
                inputs[stored.Name] = new StoredInput(stored.Name, stored.Text, stored.Type, stored.IsSensitive, stored.At);
                break;
            case InputRemoved removed:
                inputs.Remove(removed.Name);
                break;
            case InputsRotated rotated:
                foreach (var (name, text) in rotated.Texts)
                {
                    if (inputs.TryGetValue(name, out var before))
                    {
                        inputs[name] = before with { Text = text };
                    }
                }

                break;
        }
    }
}
