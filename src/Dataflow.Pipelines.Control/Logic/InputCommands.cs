using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What people change of the stored inputs. A change publishes the event <c>INPUT.updated</c> where a trigger names it.</summary>
internal sealed class InputCommands(Decision decision)
{
    /// <summary>The answer where the value is stored.</summary>
    public const string Stored = "stored";

    /// <summary>The answer where the value was stored before.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The start of the answer where the value is stored and an option of the command line of the instance takes precedence; the option follows.</summary>
    public const string Overridden = "overridden ";

    /// <summary>The inputs of the class; null for a graph without a class.</summary>
    public PipelineInputs? Inputs { get; set; }

    /// <summary>After a replay: the object with the inputs that hold outside of runs has the stored values.</summary>
    public void Restore()
    {
        if (Inputs is { } inputs)
        {
            decision.Pipeline = inputs.Current();
        }
    }

    /// <summary>Stores a value.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="text">The value, encrypted where it is sensitive.</param>
    /// <param name="isSensitive">Whether it is encrypted.</param>
    /// <param name="who">The person.</param>
    /// <param name="why">The reason; may be empty.</param>
    /// <returns>What became of it.</returns>
    public string Set(string name, string text, bool isSensitive, string who, string why)
    {
        var (inputs, before) = Begin(name);
        try
        {
            return Set(inputs, before, name, text, isSensitive, who, why);
        }
        catch (CommandException)
        {
            inputs.Refuse(name, before);
            throw;
        }
    }

    /// <summary>Deletes a stored value, also of an input that the class has no longer.</summary>
    /// <returns>What became of it.</returns>
    public string Unset(string name, string who, string why)
    {
        var (inputs, before) = Begin(name);
        try
        {
            if (before is null)
            {
                Check(() => inputs.Find(name));
                return Unchanged;
            }

            Change(inputs, new InputRemoved(name, who, why) { At = decision.Now });
        }
        catch (CommandException)
        {
            inputs.Refuse(name, before);
            throw;
        }

        Publish(name, who, why);
        return Stored;
    }

    /// <summary>Replaces encrypted values by the same ones under another key: all or none.</summary>
    /// <returns>Their number.</returns>
    public string Rotate(IReadOnlyList<RotatedInput> rotated, string who, string why)
    {
        var inputs = Require();
        foreach (var (name, from, to) in rotated)
        {
            if (!decision.State.Inputs.TryGetValue(name, out var before) || !before.IsSensitive || before.Text != from)
            {
                throw new CommandException($"Input '{name}' was changed meanwhile: run 'config rotate' again. Nothing was changed.");
            }

            if (Check(() => inputs.Open(before)) != Check(() => inputs.Open(before with { Text = to })))
            {
                throw new CommandException($"Input '{name}' would have another value: it was not encrypted again. Nothing was changed.");
            }
        }

        if (rotated.Count > 0)
        {
            var change = new InputsRotated(rotated.ToDictionary(static input => input.Name, static input => input.To), who, why);
            decision.Emit(change);
            inputs.Decide(change);
        }

        return rotated.Count.ToString(CultureInfo.InvariantCulture);
    }

    private string Set(PipelineInputs inputs, StoredInput? before, string name, string text, bool isSensitive, string who, string why)
    {
        var input = Check(() => inputs.Find(name));
        if (input.IsSensitive && !isSensitive)
        {
            throw new CommandException($"Input '{name}' is sensitive in the class that runs, and its value was sent without encryption: use the same version of the program for 'config set'. Nothing was stored.");
        }

        var stored = new StoredInput(name, text, StoredInput.TypeOf(input), isSensitive, decision.Now);
        var value = Check(() => inputs.Open(stored));
        Check(() =>
        {
            inputs.Check(input, value);
            return true;
        });
        if (before is not null && before.IsSensitive == isSensitive && IsValue(inputs, before, value))
        {
            return Unchanged;
        }

        Change(inputs, new InputStored(name, stored.Type, text, isSensitive, who, why) { At = decision.Now });
        Publish(name, who, why);
        return inputs.OptionOf(name) is { } option ? Overridden + option : Stored;
    }

    // The object first: where it cannot be created, nothing has changed. Triggers that the event fires read the new value.
    private void Change(PipelineInputs inputs, InputChange change)
    {
        var pipeline = Check(() => inputs.After(change), change is InputStored { IsSensitive: true });
        decision.Emit(change);
        decision.Pipeline = pipeline;
        inputs.Decide(change);
    }

    private void Publish(string name, string who, string why)
    {
        var happened = name + ".updated";
        if (decision.State.Index.Find(happened) >= 0)
        {
            var payload = $$"""{"input":{{Text(name)}},"who":{{Text(who)}},"why":{{Text(why)}}}""";
            decision.Emit(new EventPublished(happened, decision.Now.ToString("O", CultureInfo.InvariantCulture), payload, HasTrigger: true));
        }
    }

    private static string Text(string value) => "\"" + JsonEncodedText.Encode(value) + "\"";

    // A value that waited in the inbox counts until its command is decided.
    private (PipelineInputs Inputs, StoredInput? Before) Begin(string name)
    {
        var (inputs, before) = (Require(), decision.State.Inputs.GetValueOrDefault(name));
        inputs.Begin(name, before);
        return (inputs, before);
    }

    private PipelineInputs Require() => Inputs ?? throw new CommandException($"Pipeline '{decision.Graph.Pipeline}' has no inputs.");

    // Where the stored value cannot be decrypted, it is replaced.
    private static bool IsValue(PipelineInputs inputs, StoredInput stored, string value)
    {
        try
        {
            return inputs.Open(stored) == value;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static T Check<T>(Func<T> read, bool isSensitive = false)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is InputException or ServiceException)
        {
            throw new CommandException(fault.Message, fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The constructor of the class, whose message may have the value.
            throw new CommandException($"The pipeline object cannot be created with this value: {fault.GetType().Name}{(isSensitive ? ", whose message is not shown because the input is sensitive." : ": " + fault.Message)}");
        }
    }
}
