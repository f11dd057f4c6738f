using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Random pipelines, and random inputs for them.</summary>
internal static class RandomRuns
{
    private static readonly string[] Words = ["started", "completed", "failed", "skipped", "stopped", "running", "restarted", "statusChanged"];
    private static readonly string[] People = ["ann", "bob", "cat", "dan"];
    private static readonly string[] Outside = ["go", "data.ready", "halt", "again", "pipeline.started"];

    /// <summary>One input, or a command of a person, or a crash.</summary>
    public static void Step(LogicWorld world, Random random)
    {
        var attempt = world.Attempts.Count == 0 ? default : world.Attempts[random.Next(world.Attempts.Count)];
        switch (random.Next(22))
        {
            case < 4 when attempt.Execution is not null:
                _ = world.Stopping.Contains(attempt.Execution) ? world.Stopped(attempt.Execution.Key.Node) : world.Complete(attempt.Execution.Key.Node, $$"""{"n":{{random.Next(100)}}}""");
                break;
            case < 6 when attempt.Execution is not null:
                world.Fail(attempt.Execution.Key.Node);
                break;
            case 7:
                world.Advance(TimeSpan.FromMinutes(random.Next(120)));
                break;
            case 8 when world.State.Runs.Count > 0:
                var run = world.State.Runs.Values[0];
                Try(world, commands => commands.CancelRun(run.Id, "ann", ""));
                break;
            case 9 when world.State.Runs.Count > 0:
                var of = world.State.Runs.Values[^1];
                var node = world.State.Graph.Nodes[random.Next(world.State.Graph.Nodes.Count)].Id;
                Try(world, commands => commands.RetryNode(of.Id, node, "ann", ""));
                break;
            case 10 when world.State.Runs.Count > 0:
                var at = world.State.Runs.Values[^1];
                var skipped = world.State.Graph.Nodes[random.Next(world.State.Graph.Nodes.Count)].Id;
                Try(world, commands => commands.Skip(at.Id, skipped, "ann", ""));
                break;
            case 11:
                Try(world, static commands => commands.Pause("ann", ""));
                break;
            case 12:
                Try(world, static commands => commands.Resume("ann", ""));
                break;
            case 13 when world.State.Runs.Count > 0:
                var marked = world.State.Runs.Values[0];
                Try(world, commands => commands.MarkCompleted(marked.Id, world.State.Graph.Nodes[random.Next(world.State.Graph.Nodes.Count)].Id, "{}", "ann", ""));
                break;
            case 14 when random.Next(4) == 0:
                world.Crash(TimeSpan.FromMinutes(random.Next(90)));
                break;
            case 15:
                var (silenced, until) = (world.State.Graph.Nodes[random.Next(world.State.Graph.Nodes.Count)].Id, world.Now.AddMinutes(random.Next(200)));
                Try(world, commands => commands.Alerts.Silence(silenced, null, until, "ann", ""));
                break;
            case 16:
                var unsilenced = world.State.Graph.Nodes[random.Next(world.State.Graph.Nodes.Count)].Id;
                Try(world, commands => commands.Alerts.Unsilence(unsilenced, null, "ann", ""));
                break;
            case 17 or 18 when world.State.Waiting.Count > 0:
                var waiting = world.State.Waiting.Values[random.Next(world.State.Waiting.Count)].Key;
                Try(world, commands => commands.Approvals.Decide(
                    waiting.Run, waiting.Node, random.Next(4) == 0 ? 1 : null, new Vote(People[random.Next(People.Length)], random.Next(4) > 0, "", "", random.Next(2) == 0 ? "" : "eve")));
                break;
            case 20:
                var (end, isRerun) = (world.Now.AddMinutes(-random.Next(120)), random.Next(3) == 0);
                Try(world, commands => commands.Backfills.Request(
                    end.AddHours(-random.Next(1, 8)), end, null, null, random.Next(1, 4), isRerun, new Dictionary<string, string> { ["day"] = "monday" }, "ann", ""));
                break;
            case 21 when world.State.Backfills.Count > 0 && random.Next(4) == 0:
                var backfill = world.State.Backfills.Keys[0];
                Try(world, commands => commands.Backfills.Cancel(backfill, "ann", ""));
                break;
            default:
                world.Publish(Outside[random.Next(Outside.Length - 1)]);
                break;
        }
    }

    private static void Try(LogicWorld world, Action<Commands> command)
    {
        try
        {
            world.Do(command);
        }
        catch (CommandException)
        {
            // Not possible now.
        }
    }

    /// <summary>A pipeline of a few nodes.</summary>
    public static ControlGraph Graph(Random random)
    {
        var ids = Enumerable.Range(0, random.Next(2, 7)).Select(static i => "n" + i).ToArray();
        var text = new GraphText(ids);
        text.Guards["twice"] = static at => at.Attempts < 2;
        text.Guards["odd"] = static at => ((JsonOutputs)at.Outputs!).Number(0, "n") % 2 == 1;
        text.Guards["late"] = static at => ((JsonOutputs)at.Outputs!).Number(1, "n") > 50;
        var streams = Math.Min(random.Next(4), ids.Length - 1);
        for (var i = 0; i < ids.Length; i++)
        {
            if (i >= ids.Length - streams)
            {
                AddStream(text, ids, i, streams, random);
                continue;
            }

            text.Node(
                ids[i],
                i == 0 ? "go | cron:0 * * * *" : Trigger(ids, random),
                random.Next(3) == 0 ? Trigger(ids, random) : null,
                random.Next(3) == 0 ? Trigger(ids, random) : null,
                random.Next(3) == 0 ? Trigger(ids, random) : null,
                random.Next(2) == 0 ? "? twice" : null,
                (StartMode)random.Next(3),
                priority: random.Next(3),
                timeout: random.Next(2) == 0 ? TimeSpan.FromMinutes(random.Next(1, 200)) : null,
                approval: i > 0 && random.Next(3) == 0 ? Approval(random) : null,
                alerts: random.Next(2) == 0 ? [] : [text.Alert("? odd | ? late", TimeSpan.FromMinutes(random.Next(1, 90))), text.Alert(Trigger(ids, random), message: static at => "run " + at.RunId)]);
        }

        return text.Build(maxActiveRuns: random.Next(1, 3), maxQueuedRuns: 5, slots: random.Next(1, 4), catchUp: (CatchUp)random.Next(3));
    }

    // The last nodes: each in a graph of its own, or in that of the first of them.
    private static void AddStream(GraphText text, string[] ids, int index, int streams, Random random)
    {
        var first = ids.Length - streams;
        var isFollower = index > first && random.Next(4) == 0;
        var start = isFollower ? null : random.Next(2) == 0 ? "pipeline.started | " + Trigger(ids, random) : Trigger(ids, random);
        text.Stream(
            ids[index],
            start,
            random.Next(2) == 0 ? Trigger(ids, random) : null,
            random.Next(2) == 0 ? Trigger(ids, random) : null,
            random.Next(2) == 0 ? "? twice" : null,
            isAlwaysOn: !isFollower && random.Next(4) == 0,
            lifeOf: isFollower ? ids[first] : null);
        if (index == ids.Length - 1)
        {
            // Followers are in the graph of the node that they follow.
            text.Connect(ids[first..]);
        }
    }

    private static ApprovalSettings Approval(Random random)
    {
        var (isFlaky, isEscalated) = (random.Next(3) == 0, random.Next(2) == 0);
        return new ApprovalSettings
        {
            Title = static at => "run " + at.RunId,
            Approvers = at => isFlaky && at.Attempts == 1 ? throw new InvalidOperationException("no approvers") : ["ann", "bob"],
            Quorum = random.Next(1, 3),
            OnTimeout = (ApprovalTimeout)random.Next(2),
            RemindEvery = random.Next(2) == 0 ? TimeSpan.FromMinutes(random.Next(5, 90)) : null,
            EscalateAfter = isEscalated ? TimeSpan.FromMinutes(random.Next(1, 90)) : null,
            EscalateTo = isEscalated ? static _ => ["cat", "ann"] : null,
        };
    }

    private static string Trigger(string[] ids, Random random) =>
        string.Join(" | ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => string.Join(" & ", Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
            random.Next(4) == 0 ? Outside[random.Next(Outside.Length)] : ids[random.Next(ids.Length)] + "." + Words[random.Next(Words.Length)]))));
}
