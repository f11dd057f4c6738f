using System.CommandLine;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>config</c>: the values of inputs in the run store.</summary>
internal static class ConfigVerb
{
    /// <param name="context">What verbs work on.</param>
    /// <param name="inputs">Finds the inputs of the pipeline.</param>
    /// <param name="standardInput">Opens what <c>--stdin</c> reads; only then, because the console changes the terminal.</param>
    public static Command Create(VerbContext context, Func<ParseResult, PipelineInputs> inputs, Func<TextReader> standardInput)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("config", "Lists, stores and deletes the stored values of inputs.")
        {
            json,
            ConfigList.Create(context, inputs, json),
            Set(context, inputs, standardInput, json),
            Unset(context, json),
            Rotate(context, inputs, json),
            NewKey(json),
        };
    }

    private static Command Set(VerbContext context, Func<ParseResult, PipelineInputs> inputs, Func<TextReader> standardInput, Option<bool> json)
    {
        var name = new Argument<string>("name") { Description = "Name of the input in snake case." };
        var value = new Argument<string?>("value") { Description = "The value.", Arity = ArgumentArity.ZeroOrOne };
        var stdin = new Option<bool>("--stdin") { Description = "Read the value from standard input, so that a secret is in no history of a shell; a line break at its end does not belong to it." };
        var why = Why();
        var set = new Command("set", "Stores the value of an input, encrypted where it is sensitive, and publishes NAME.updated.") { name, value, stdin, why };
        set.SetAction(async (parsed, cancellation) =>
        {
            var (input, given) = (parsed.GetValue(name)!, parsed.GetValue(value));
            if (given is null != parsed.GetValue(stdin))
            {
                throw new InputException($"config set {input}: {(given is null ? "give a value, or --stdin to read it from standard input" : "give either a value or --stdin")}.");
            }

            given ??= Line(await standardInput().ReadToEndAsync(cancellation));
            var known = inputs(parsed);
            known.LoadKeys();
            var (text, isSensitive) = known.Seal(input, given);
            await AnswerAsync(context, parsed, json, new SetInput(input, text, isSensitive, parsed.GetValue(why)!), input, "stored", cancellation);
        });
        return set;
    }

    private static Command Unset(VerbContext context, Option<bool> json)
    {
        var name = new Argument<string>("name") { Description = "Name of the input in snake case." };
        var why = Why();
        var unset = new Command("unset", "Deletes the stored value of an input, and publishes NAME.updated.") { name, why };
        unset.SetAction((parsed, cancellation) =>
            AnswerAsync(context, parsed, json, new UnsetInput(parsed.GetValue(name)!, parsed.GetValue(why)!), parsed.GetValue(name)!, "unset", cancellation));
        return unset;
    }

    private static Command Rotate(VerbContext context, Func<ParseResult, PipelineInputs> inputs, Option<bool> json)
    {
        var why = Why();
        var rotate = new Command("rotate", "Encrypts each sensitive value again with the first key, all in one transaction.") { why };
        rotate.SetAction(async (parsed, cancellation) =>
        {
            var known = inputs(parsed);
            known.LoadKeys();
            var stored = await context.ReadAsync(parsed, history => history.ListInputsAsync(context.Pipeline.Id, cancellation), cancellation);
            var rotated = stored.Where(static input => input.IsSensitive).Select(input => new RotatedInput(input.Name, input.Text, known.Rotate(input))).ToList();
            var isDone = rotated.Count == 0 || await context.RequestAsync(parsed, new RotateInputs(rotated, parsed.GetValue(why)!), cancellation) is not null;
            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? VerbJson.Write(new InputResult(isDone ? "rotated" : "waiting", Count: rotated.Count), VerbJson.Default.InputResult)
                : $"{rotated.Count} sensitive {(rotated.Count == 1 ? "value is" : "values are")} encrypted with the first key{(isDone ? "" : " when an instance runs ('run'): keep the earlier keys until then")}\n");
        });
        return rotate;
    }

    private static Command NewKey(Option<bool> json)
    {
        var file = new Argument<string>("file") { Description = "Path of the file." };
        var create = new Command("new-key", "Makes a key and writes it as the first line of a file that only its owner reads; keys that the file has stay behind it.") { file };
        create.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(file)!;
            var id = KeyFile.AddKey(path);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(new KeyInfo(id, path), VerbJson.Default.KeyInfo) : $"{path} begins with the new key {id}\n");
        });
        return create;
    }

    private static async Task AnswerAsync(
        VerbContext context, ParseResult parsed, Option<bool> json, ControlCommand command, string name, string done, CancellationToken cancellation)
    {
        var answer = await context.RequestAsync(parsed, command, cancellation);
        var option = answer?.StartsWith(InputCommands.Overridden, StringComparison.Ordinal) == true ? answer[InputCommands.Overridden.Length..] : null;
        var result = answer switch { null => "waiting", InputCommands.Unchanged => "unchanged", _ => done };
        var text = result switch
        {
            "waiting" => $"{name} is {done} when an instance runs ('run')",
            "unchanged" when done == "unset" => $"{name} is not stored",
            "unchanged" => $"{name} has this value already",
            _ => $"{name} is {done}{(option is null ? "" : $"; it has no effect while the instance that runs is given {option}")}",
        };
        await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(new InputResult(result, name, option), VerbJson.Default.InputResult) : text + "\n");
    }

    private static Option<string> Why() => new("--why") { Description = "The reason, for the record.", DefaultValueFactory = static _ => "" };

    private static string Line(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
