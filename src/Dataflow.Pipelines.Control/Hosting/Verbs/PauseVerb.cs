using System.CommandLine;
using Dataflow.Pipelines.Control.Actor;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>pause</c> and <c>resume</c>.</summary>
internal static class PauseVerb
{
    public static Command Create(VerbContext context, bool isPause)
    {
        var why = new Option<string>("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };
        var command = new Command(isPause ? "pause" : "resume", isPause ? "No execution starts from now on; what runs goes on." : "Executions start again.") { why };
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = parsed.GetValue(why)!;
            await context.SendAsync(parsed, isPause ? new Pause(text) : new Resume(text), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(isPause ? "paused\n" : "resumed\n");
        });
        return command;
    }
}
