using System.CommandLine;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>streams</c>: lists the stream nodes, and starts, stops and restarts them.</summary>
internal static class StreamsVerb
{
    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("streams", "Lists, starts, stops and restarts stream nodes.")
        {
            json,
            List(context, json),
            OfNode(context, json, "start", "Starts a node, and those that share its life.", static (node, why) => new StartStream(node, why)),
            OfNode(context, json, "stop", "Stops a node behind a checkpoint, until something starts it; the other nodes of its graph wait.", static (node, why) => new StopStream(node, why)),
            OfNode(context, json, "restart", "Restarts a node from a checkpoint, with the inputs that are stored now.", static (node, why) => new RestartStream(node, why)),
        };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var list = new Command("list", "Lists the stream nodes with status and health.");
        list.SetAction(async (parsed, cancellation) =>
        {
            var known = await context.ReadAsync(parsed, history => history.ListStreamsAsync(context.Pipeline.Id, cancellation), cancellation);
            var streams = context.Graph.Nodes.Where(static node => node.IsResident)
                .Select(node => known.FirstOrDefault(stream => stream.Node == node.Id) ?? new StreamInfo(node.Id, "REGISTERED", 0, 0, null, null, null, null, "unknown", null, null)).ToList();
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(streams, VerbJson.Default.ListStreamInfo) : Text(context, streams));
        });
        return list;
    }

    private static Command OfNode(VerbContext context, Option<bool> json, string name, string description, Func<string, string, ControlCommand> create)
    {
        var node = new Argument<string>("node") { Description = "Id of the node." };
        var why = new Option<string>("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };
        var command = new Command(name, description) { node, why };
        command.SetAction(async (parsed, cancellation) =>
        {
            var answer = await context.SendAsync(parsed, create(parsed.GetValue(node)!, parsed.GetValue(why)!), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(new StreamRequest(answer, name), VerbJson.Default.StreamRequest) : $"{name} of {answer} is requested\n");
        });
        return command;
    }

    private static string Text(VerbContext context, IReadOnlyList<StreamInfo> streams)
    {
        var table = new TextTable("node", "status", "since", "cause", "health", "error or detail");
        foreach (var stream in streams)
        {
            var status = stream is { EndReason: { } reason, Status: "CANCELLED" or "CANCELLING" } ? $"{stream.Status} ({reason.ToLowerInvariant()})" : stream.Status;
            table.Add(stream.Node, status, TextTable.Of(stream.Since), stream.TriggeredBy ?? LifeOf(context, stream.Node), stream.Health, stream.Error ?? stream.HealthDetail);
        }

        return table.ToString();
    }

    private static string LifeOf(VerbContext context, string id) =>
        context.Graph.Nodes.First(node => node.Id == id).LifeOf is >= 0 and var owner ? "with " + context.Graph.Nodes[owner].Id : "";
}
