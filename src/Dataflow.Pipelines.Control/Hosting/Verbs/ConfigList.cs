using System.CommandLine;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>config list</c>: the inputs with the values in effect. The options of an instance that runs are known to that instance only.</summary>
internal static class ConfigList
{
    public static Command Create(VerbContext context, Func<ParseResult, PipelineInputs> inputs, Option<bool> json)
    {
        var list = new Command("list", "Lists the inputs: type, value, where it comes from, and when it was stored. Options of a running instance, which take precedence, are not known here.");
        list.SetAction(async (parsed, cancellation) =>
        {
            var stored = await context.ReadAsync(parsed, history => history.ListInputsAsync(context.Pipeline.Id, cancellation), cancellation);
            var waiting = await context.ReadAsync(parsed, history => history.ListWaitingAsync(context.Pipeline.Id, cancellation), cancellation);
            var rows = WaitingInputs.Apply(context.Pipeline, stored, waiting);
            var infos = Describe(context.Pipeline, rows, inputs(parsed).Describe(rows), [.. stored]);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(infos, VerbJson.Default.ListInputInfo) : Text(infos));
        });
        return list;
    }

    private static List<InputInfo> Describe(
        PipelineDescriptor pipeline, Dictionary<string, StoredInput> rows, IReadOnlyDictionary<string, GivenInput> values, HashSet<StoredInput> stored)
    {
        var infos = pipeline.Inputs.Select(input =>
        {
            var row = rows.GetValueOrDefault(input.Name);
            var isSensitive = input.IsSensitive || row is { IsSensitive: true };
            var isWaiting = row is not null && !stored.Contains(row);
            return values.TryGetValue(input.Name, out var given)
                ? new InputInfo(input.Name, input.Type, isSensitive ? null : given.Text, isSensitive, given.By, isWaiting ? null : row?.At, isWaiting)
                : new InputInfo(input.Name, input.Type, null, isSensitive, input.IsRequired ? "missing" : "the class", null, false);
        });
        var others = rows.Values.Where(row => pipeline.Inputs.All(input => input.Name != row.Name)).OrderBy(static row => row.Name, StringComparer.Ordinal)
            .Select(static row => new InputInfo(row.Name, "", row.IsSensitive ? null : row.Text, row.IsSensitive, "the run store; no input of the class", row.At, false));
        return [.. infos, .. others];
    }

    private static string Text(List<InputInfo> infos)
    {
        var table = new TextTable("name", "type", "value", "from", "updated");
        foreach (var info in infos)
        {
            var hasValue = info.From is not ("missing" or "the class");
            table.Add(info.Name, info.Type, !hasValue ? "" : info.IsSensitive ? "(sensitive)" : info.Value, info.From + (info.IsWaiting ? ", when an instance runs" : ""), TextTable.Of(info.Updated));
        }

        return table.ToString();
    }
}
