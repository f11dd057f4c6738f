using System.Text.Json;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>Values that people have sent while no instance ran: they are in the inbox, and count from the next start on, which stores them first.</summary>
internal static class WaitingInputs
{
    /// <summary>What is stored once the commands in an inbox are done.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stored">What is stored now.</param>
    /// <param name="commands">The stored forms of the commands that wait, oldest first.</param>
    public static Dictionary<string, StoredInput> Apply(PipelineDescriptor pipeline, IEnumerable<StoredInput> stored, IEnumerable<string> commands)
    {
        var rows = stored.ToDictionary(static input => input.Name);
        foreach (var command in commands.Select(Read))
        {
            switch (command)
            {
                case SetInput set when pipeline.Inputs.FirstOrDefault(input => input.Name == set.Name) is { } input:
                    StoredInputs.Apply(rows, new InputStored(set.Name, StoredInput.TypeOf(input), set.Text, set.IsSensitive, "", ""));
                    break;
                case UnsetInput unset:
                    StoredInputs.Apply(rows, new InputRemoved(unset.Name, "", ""));
                    break;
            }
        }

        return rows;
    }

    /// <summary>The commands among the items of an inbox.</summary>
    public static IEnumerable<string> CommandsOf(IEnumerable<ReceivedItem> items) => items.Where(static item => item.Item.Kind == InboxKind.Command).Select(static item => item.Item.Body);

    // What cannot be read is refused when it is taken.
    private static ControlCommand? Read(string command)
    {
        try
        {
            return JsonSerializer.Deserialize(command, CommandJson.Default.ControlCommand);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
