using System.CommandLine;
using System.Globalization;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Approvals.Links;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>approvals</c>: lists and shows approvals, and decides them.</summary>
internal static class ApprovalsVerb
{
    private const int Listed = 20;

    /// <param name="context">The pipeline.</param>
    /// <param name="findKeyFile">Finds the file with the key of links; null: the key is in the environment.</param>
    public static Command Create(VerbContext context, Func<ParseResult, string?> findKeyFile)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("approvals", "Lists, shows and decides approvals.")
        {
            json,
            List(context, json),
            Show(context, json),
            Decide(context, json, findKeyFile, approves: true),
            Decide(context, json, findKeyFile, approves: false),
        };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var open = new Option<bool>("--open") { Description = "Only approvals that wait." };
        var most = OptionKinds.Number("--count", 1, 10_000, $"The most to list, the newest first (default {Listed}).");
        var list = new Command("list", "Lists approvals, the newest first.") { open, most };
        list.SetAction(async (parsed, cancellation) =>
        {
            var approvals = await context.ReadAsync(
                parsed, history => history.ListApprovalsAsync(context.Pipeline.Id, parsed.GetValue(open), (int)(parsed.GetValue(most) ?? Listed), cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(approvals, VerbJson.Default.IReadOnlyListApprovalInfo) : Text(approvals));
        });
        return list;
    }

    private static Command Show(VerbContext context, Option<bool> json)
    {
        var (run, node) = (new Argument<string>("run") { Description = "Id of the run." }, new Argument<string>("node") { Description = "Id of the approval." });
        var show = new Command("show", "Shows an approval with its votes.") { run, node };
        show.SetAction(async (parsed, cancellation) =>
        {
            var approval = await context.ReadAsync(parsed, history => ReadAsync(context, history, parsed.GetValue(run)!, parsed.GetValue(node)!, cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(approval, VerbJson.Default.ApprovalInfo) : Text(context, approval));
        });
        return show;
    }

    private static Command Decide(VerbContext context, Option<bool> json, Func<ParseResult, string?> findKeyFile, bool approves)
    {
        var run = new Argument<string?>("run") { Description = "Id of the run; with --token not given.", Arity = ArgumentArity.ZeroOrOne };
        var node = new Argument<string?>("node") { Description = "Id of the approval; with --token not given.", Arity = ArgumentArity.ZeroOrOne };
        var who = new Option<string?>("--as") { Description = $"The approver (default: you, '{Environment.UserName}')." };
        var comment = new Option<string>("--comment") { Description = "Why, for the others.", DefaultValueFactory = static _ => "" };
        var token = new Option<string?>("--token") { Description = "The token of a link, instead of run, node and --as." };
        var set = new Option<string[]>("--set") { Description = "MEMBER=VALUE: a member of the form; several times for several." };
        var form = new Option<string?>("--form") { Description = "The form as one JSON object." };
        var command = new Command(approves ? "approve" : "reject", approves ? "Approves; with others, where several approvals are needed." : "Rejects, which ends the approval.") { run, node, who, comment, token };
        if (approves)
        {
            command.Add(set);
            command.Add(form);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var asked = parsed.GetValue(token) is { } given
                ? OfLink(context, parsed, given, findKeyFile(parsed), parsed.GetValue(run) is null && parsed.GetValue(who) is null)
                : new DecideApproval(Needed(parsed.GetValue(run), approves), Needed(parsed.GetValue(node), approves), null, parsed.GetValue(who), approves, "", "");
            var found = Find(context.Graph, asked.Node);
            var text = approves ? FormArguments.Read(found, parsed.GetValue(form), parsed.GetValue(set) ?? []) : "";
            var answer = await context.SendAsync(parsed, asked with { Approves = approves, Comment = parsed.GetValue(comment)!, Form = text }, cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(new Decided(asked.Run, asked.Node, answer), VerbJson.Default.Decided) : answer + "\n");
        });
        return command;
    }

    private static DecideApproval OfLink(VerbContext context, ParseResult parsed, string token, string? keyFile, bool isAlone)
    {
        if (!isAlone)
        {
            throw new InputException("--token names the run, the approval and the approver: leave these and --as out.");
        }

        try
        {
            var link = new LinkSigner(LinkKey.Find(keyFile, Environment.GetEnvironmentVariable(LinkKey.Variable))).Read(token, TimeProvider.System.GetUtcNow());
            return link.Pipeline == context.Pipeline.Id ? new DecideApproval(link.Run, link.Node, link.Number, link.Approver, false, "", "")
                : throw new VerbException($"the link is for pipeline '{link.Pipeline}', and this is '{context.Pipeline.Id}'.");
        }
        catch (CommandException refused)
        {
            throw new VerbException(refused.Message);
        }
    }

    private static string Needed(string? value, bool approves) =>
        value ?? throw new InputException($"approvals {(approves ? "approve" : "reject")} needs the run and the approval, or --token.");

    private static ControlNode Find(ControlGraph graph, string id) =>
        ApprovalText.UnknownNode(graph, id) is { } problem ? throw new InputException(problem) : graph.Nodes.First(node => node.Id == id);

    private static async Task<ApprovalInfo> ReadAsync(VerbContext context, IRunHistory history, string run, string node, CancellationToken cancellation)
    {
        if (await history.FindApprovalAsync(context.Pipeline.Id, run, node, cancellation) is { } found)
        {
            return found;
        }

        Find(context.Graph, node);
        var newest = await history.ListApprovalsAsync(context.Pipeline.Id, isOpen: false, Listed, cancellation);
        var nearest = NearestName.Find(run, newest.Where(approval => approval.Node == node).Select(static approval => approval.Run));
        throw new VerbException($"'{node}' was not asked in a run '{run}'{(nearest is null ? "; 'approvals list' lists what was asked." : NearestName.Ask(nearest))}");
    }

    private static string Text(IReadOnlyList<ApprovalInfo> approvals)
    {
        if (approvals.Count == 0)
        {
            return "No approvals.\n";
        }

        var table = new TextTable("run", "node", "status", "opened", "deadline", "approvals", "decided by", "approvers", "title");
        foreach (var approval in approvals)
        {
            table.Add(
                approval.Run, NodeOf(approval), StatusOf(approval), TextTable.Of(approval.OpenedAt), TextTable.Of(approval.Deadline), Counted(approval), approval.DecidedBy,
                string.Join(", ", approval.Approvers), approval.Title);
        }

        return table.ToString();
    }

    private static string Text(VerbContext context, ApprovalInfo approval)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{approval.Title}\n");
        text.Append(approval.Text is { } more ? $"\n{more}\n" : "").Append('\n');
        void Line(string name, string? value) => text.Append(string.IsNullOrEmpty(value) ? "" : $"{name + ":",-12}{value}\n");
        Line("Run", approval.Run);
        Line("Node", NodeOf(approval));
        Line("Status", StatusOf(approval));
        Line("Approvals", Counted(approval));
        Line("Approvers", string.Join(", ", approval.Approvers));
        Line("Opened", TextTable.Of(approval.OpenedAt));
        Line("Deadline", TextTable.Of(approval.Deadline));
        Line("Escalated", TextTable.Of(approval.EscalatedAt));
        Line("Ended", TextTable.Of(approval.EndedAt));
        Line("Decided by", approval.DecidedBy);
        Line("Comment", approval.Comment);
        Line("Form", approval.Form ?? (context.Graph.Nodes.FirstOrDefault(node => node.Id == approval.Node)?.Approval?.Form is { } form ? FormArguments.Members(form) : null));
        foreach (var vote in approval.Votes)
        {
            var by = vote.By is null ? "" : $" (sent by {vote.By})";
            text.Append(CultureInfo.InvariantCulture, $"{TextTable.Of(vote.At)} {(vote.IsApproval ? "approved" : "rejected")} by {vote.Who}{by}{(vote.Comment is null ? "" : ": " + vote.Comment)}\n");
        }

        return text.ToString();
    }

    private static string NodeOf(ApprovalInfo approval) => approval.Number == 1 ? approval.Node : string.Create(CultureInfo.InvariantCulture, $"{approval.Node}#{approval.Number}");

    // As the other states of the run store.
    private static string StatusOf(ApprovalInfo approval) => approval.Status.ToString().ToUpperInvariant();

    private static string Counted(ApprovalInfo approval) =>
        string.Create(CultureInfo.InvariantCulture, $"{approval.Votes.Count(static vote => vote.IsApproval)} of {approval.Quorum}");
}
