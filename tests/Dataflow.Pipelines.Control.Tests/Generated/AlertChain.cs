namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A load that fails where its event asks for it, and a check of its rows.</summary>
[Pipeline("alert_chain"), ExternalEvent("data.arrived")]
public sealed partial class AlertChain
{
    [Task, StartWhen("event:data.arrived")]
    [AlertWhen("event:load.failed", Channel = "hook", Severity = Severity.Critical, Message = "{{ event.file }} was not loaded")]
    public static Task<Features> Load([Value("{{ event.rows }}")] string rows) =>
        rows == "0" ? throw new InvalidOperationException("The file is empty.") : Task.FromResult(new Features("loaded", long.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)));

    [Task, StartWhen("event:load.completed")]
    [AlertWhen("{{ load.rows < 10 }}", RepeatEvery = "4h", Message = "only {{ load.rows }} rows")]
    public static Task Check() => Task.CompletedTask;
}
