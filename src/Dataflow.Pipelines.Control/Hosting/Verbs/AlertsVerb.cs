using System.CommandLine;
using System.Globalization;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>alerts</c>: lists alerts, and silences those of a node.</summary>
internal static class AlertsVerb
{
    private const int Listed = 20;

    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("alerts", "Lists and silences alerts.") { json, List(context, json), Silence(context, json), Unsilence(context, json) };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var open = new Option<bool>("--open") { Description = "Only alerts whose condition is true." };
        var most = OptionKinds.Number("--count", 1, 10_000, $"The most to list, the newest first (default {Listed}).");
        var list = new Command("list", "Lists alerts, the newest first, with what became of their notifications.") { open, most };
        list.SetAction(async (parsed, cancellation) =>
        {
            var alerts = await context.ReadAsync(
                parsed, history => history.ListAlertsAsync(context.Pipeline.Id, parsed.GetValue(open), (int)(parsed.GetValue(most) ?? Listed), cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(alerts, VerbJson.Default.IReadOnlyListAlertInfo) : Text(alerts));
        });
        return list;
    }

    private static Command Silence(VerbContext context, Option<bool> json)
    {
        var (node, alert, why) = (NodeArgument(), AlertOption(), Why());
        var time = OptionKinds.Duration("--for", "How long, as in 2h.");
        var until = new Option<DateTimeOffset?>("--until") { Description = "Until when, as in 2026-11-30T08:00:00Z." };
        var silence = new Command("silence", "Nothing of the alerts of a node is sent for a time; they are recorded, and what is open then is sent.") { node, alert, time, until, why };
        silence.SetAction(async (parsed, cancellation) =>
        {
            var end = (parsed.GetValue(time), parsed.GetValue(until)) switch
            {
                ({ } duration, null) => TimeProvider.System.GetUtcNow() + duration,
                (null, { } instant) => instant,
                (null, null) => throw new InputException("alerts silence needs the end of the silence: --for 2h, or --until 2026-11-30T08:00:00Z."),
                _ => throw new InputException("alerts silence has --for and --until: give one of them."),
            };
            await context.SendAsync(parsed, new SilenceAlerts(parsed.GetValue(node)!, (int?)parsed.GetValue(alert), end, parsed.GetValue(why)!), cancellation);
            await WriteAsync(parsed, json, new Silenced(parsed.GetValue(node)!, (int?)parsed.GetValue(alert), end), $"silenced until {TextTable.Of(end)}\n");
        });
        return silence;
    }

    private static Command Unsilence(VerbContext context, Option<bool> json)
    {
        var (node, alert, why) = (NodeArgument(), AlertOption(), Why());
        var unsilence = new Command("unsilence", "Ends the silence of the alerts of a node.") { node, alert, why };
        unsilence.SetAction(async (parsed, cancellation) =>
        {
            await context.SendAsync(parsed, new UnsilenceAlerts(parsed.GetValue(node)!, (int?)parsed.GetValue(alert), parsed.GetValue(why)!), cancellation);
            await WriteAsync(parsed, json, new Silenced(parsed.GetValue(node)!, (int?)parsed.GetValue(alert), null), "no longer silenced\n");
        });
        return unsilence;
    }

    private static Argument<string> NodeArgument() => new("node") { Description = "Id of the node." };

    private static Option<long?> AlertOption() => OptionKinds.Number("--alert", 1, 1000, "Number of one alert of the node, from 1 (default: all).");

    private static Option<string> Why() => new("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };

    private static async Task WriteAsync(ParseResult parsed, Option<bool> json, Silenced done, string text) =>
        await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(done, VerbJson.Default.Silenced) : text);

    private static string Text(IReadOnlyList<AlertInfo> alerts)
    {
        if (alerts.Count == 0)
        {
            return "No alerts.\n";
        }

        var table = new TextTable("node", "run", "severity", "status", "fired", "resolved", "repeats", "silenced until", "channel", "notification", "message");
        foreach (var alert in alerts)
        {
            table.Add(
                alert.Alert == 1 ? alert.Node : string.Create(CultureInfo.InvariantCulture, $"{alert.Node}#{alert.Alert}"), alert.Run, alert.Severity, alert.Status, TextTable.Of(alert.FiredAt),
                TextTable.Of(alert.ResolvedAt), alert.Repeats == 0 ? "" : alert.Repeats.ToString(CultureInfo.InvariantCulture), TextTable.Of(alert.SilencedUntil), alert.Channel, Delivery(alert),
                alert.Message);
        }

        return table.ToString();
    }

    private static string Delivery(AlertInfo alert) => alert switch
    {
        { Delivery: null } => "",
        { LastError: null } => alert.Delivery,
        { NextAttempt: { } next } => string.Create(CultureInfo.InvariantCulture, $"{alert.Delivery}, attempt {alert.Attempts} failed, next {TextTable.Of(next)}: {alert.LastError}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{alert.Delivery} after {alert.Attempts} attempts: {alert.LastError}"),
    };
}
