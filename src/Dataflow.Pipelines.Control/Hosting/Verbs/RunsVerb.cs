using System.CommandLine;
using System.Globalization;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>runs</c>: lists and shows runs, and gives commands to the instance that owns the pipeline.</summary>
internal static class RunsVerb
{
    private const int Listed = 20;

    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("runs", "Lists, shows, starts, cancels, retries and backfills runs.")
        {
            json,
            List(context, json),
            Show(context, json),
            Start(context, json),
            OfRun(context, json, "cancel", "Cancels a run: what is active is stopped, what waits does not start.", static (run, why) => new CancelRun(run, why)),
            OfNode(context, json, "retry", "Retries a run from a failed node on.", static (_, run, node, why) => new RetryNode(run, node, why)),
            OfNode(context, json, "skip", "Skips a node that has failed or has not begun.", static (_, run, node, why) => new SkipNode(run, node, why)),
            Complete(context, json),
            BackfillVerb.Create(context, json),
            BackfillVerb.List(context, json),
            BackfillVerb.Cancel(context, json),
            PruneVerb.Create(context, json),
        };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var status = new Option<RunStatus?>("--status") { Description = "Only runs in this state." };
        var most = OptionKinds.Number("--count", 1, 10_000, $"The most to list, the newest first (default {Listed}).");
        var list = new Command("list", "Lists runs, the newest first.") { status, most };
        list.SetAction(async (parsed, cancellation) =>
        {
            var runs = await context.ReadAsync(
                parsed, history => history.ListRunsAsync(context.Pipeline.Id, parsed.GetValue(status), (int)(parsed.GetValue(most) ?? Listed), cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(runs, VerbJson.Default.IReadOnlyListRunInfo) : Text(runs));
        });
        return list;
    }

    private static Command Show(VerbContext context, Option<bool> json)
    {
        var run = RunArgument();
        var show = new Command("show", "Shows a run with its node executions.") { run };
        show.SetAction(async (parsed, cancellation) =>
        {
            var details = await context.ReadAsync(parsed, history => ReadAsync(history, context.Pipeline.Id, parsed.GetValue(run)!, cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(details, VerbJson.Default.RunDetails) : Text(details));
        });
        return show;
    }

    private static Command Start(VerbContext context, Option<bool> json)
    {
        var nodes = new Option<string[]>("--node") { Description = "A node to start with; several times for several (default: the nodes that schedules start)." };
        var at = new Option<DateTimeOffset?>("--logical-time") { Description = "The instant that the run stands for (default: now)." };
        var parameters = new Option<string[]>("--set") { Description = "INPUT=VALUE: the value of an input in this run; several times for several." };
        var start = new Command("start", "Starts a run and prints its id.") { nodes, at, parameters };
        start.SetAction(async (parsed, cancellation) =>
        {
            var run = await context.SendAsync(parsed, new StartRun(parsed.GetValue(at), parsed.GetValue(nodes) ?? [], Parameters(context, parsed.GetValue(parameters) ?? [])), cancellation);
            await WriteAsync(parsed, json, run);
        });
        return start;
    }

    private static Command Complete(VerbContext context, Option<bool> json)
    {
        var output = new Option<string>("--output") { Description = "Its output, one JSON object (default: none).", DefaultValueFactory = static _ => "" };
        return OfNode(
            context, json, "complete", "Marks a failed node as completed.", (parsed, run, node, why) => new MarkCompleted(run, node, parsed.GetValue(output)!, why), output);
    }

    private static Command OfRun(VerbContext context, Option<bool> json, string name, string description, Func<string, string, ControlCommand> create)
    {
        var (run, why) = (RunArgument(), Why());
        var command = new Command(name, description) { run, why };
        command.SetAction(async (parsed, cancellation) => await WriteAsync(parsed, json, await context.SendAsync(parsed, create(parsed.GetValue(run)!, parsed.GetValue(why)!), cancellation)));
        return command;
    }

    private static Command OfNode(
        VerbContext context, Option<bool> json, string name, string description, Func<ParseResult, string, string, string, ControlCommand> create, params Option[] options)
    {
        var (run, why) = (RunArgument(), Why());
        var node = new Argument<string>("node") { Description = "Id of the node." };
        var command = new Command(name, description) { run, node, why };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var asked = create(parsed, parsed.GetValue(run)!, parsed.GetValue(node)!, parsed.GetValue(why)!);
            await WriteAsync(parsed, json, await context.SendAsync(parsed, asked, cancellation));
        });
        return command;
    }

    private static Argument<string> RunArgument() => new("run") { Description = "Id of the run." };

    private static Option<string> Why() => new("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };

    private static async Task WriteAsync(ParseResult parsed, Option<bool> json, string run) =>
        await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(new Done(run), VerbJson.Default.Done) : run + "\n");

    /// <summary>The values of inputs that an option gives.</summary>
    public static Dictionary<string, string> Parameters(VerbContext context, string[] given, string option = "--set")
    {
        var parameters = new Dictionary<string, string>();
        foreach (var text in given)
        {
            var name = text.Split('=', 2)[0];
            if (name.Length == text.Length)
            {
                throw new InputException($"{option} is '{text}', which is no INPUT=VALUE.");
            }

            if (context.Pipeline.Inputs.All(input => input.Name != name))
            {
                var nearest = NearestName.Find(name, context.Pipeline.Inputs.Select(static input => input.Name));
                throw new InputException($"{option}: '{context.Pipeline.Id}' has no input '{name}'{NearestName.AskOrStop(nearest)}");
            }

            parameters[name] = text[(name.Length + 1)..];
        }

        return parameters;
    }

    private static async Task<RunDetails> ReadAsync(IRunHistory history, string pipeline, string run, CancellationToken cancellation)
    {
        if (await history.FindRunAsync(pipeline, run, cancellation) is { } found)
        {
            return new RunDetails(found, await history.ListExecutionsAsync(pipeline, run, cancellation), await history.ListAuditAsync(pipeline, run, cancellation));
        }

        var newest = await history.ListRunsAsync(pipeline, null, Listed, cancellation);
        var nearest = NearestName.Find(run, newest.Select(static run => run.Run));
        throw new VerbException($"'{pipeline}' has no run '{run}'{(nearest is null ? "; 'runs list' lists its runs." : NearestName.Ask(nearest))}");
    }

    private static string Text(IReadOnlyList<RunInfo> runs)
    {
        if (runs.Count == 0)
        {
            return "No runs.\n";
        }

        var table = new TextTable("run", "status", "logical time", "cause", "begun", "time", "reason");
        foreach (var run in runs)
        {
            table.Add(run.Run, run.Status, TextTable.Of(run.LogicalTime), run.TriggeredBy, TextTable.Of(run.Started), TextTable.Of(run.Started, run.Ended), run.Reason);
        }

        return table.ToString();
    }

    private static string Text(RunDetails details)
    {
        var table = new TextTable("node", "status", "attempt", "scheduled", "time", "cause", "error or output");
        foreach (var execution in details.Executions)
        {
            var node = execution.Number == 1 ? execution.Node : $"{execution.Node}#{execution.Number}";
            table.Add(
                node, execution.EndReason is { } reason ? $"{execution.Status} ({reason.ToLowerInvariant()})" : execution.Status, execution.Attempt == 0 ? "" : $"{execution.Attempt}",
                TextTable.Of(execution.Scheduled), TextTable.Seconds(execution.DurationMs), execution.TriggeredBy, execution.Error ?? execution.Output);
        }

        var audit = string.Concat(details.Audit.Select(static entry =>
            $"{TextTable.Of(entry.At)} {entry.Action.ToLowerInvariant()}{(entry.Node is { } node ? " " + node : "")} by {entry.Who}{(entry.Why is { Length: > 0 } why ? ": " + why : "")}\n"));
        var definition = details.Run.DefinitionVersion is { } version ? string.Create(CultureInfo.InvariantCulture, $"definition {version}\n") : "";
        return $"{Text([details.Run])}{definition}\n{table}{(audit.Length > 0 ? "\n" + audit : "")}";
    }
}
