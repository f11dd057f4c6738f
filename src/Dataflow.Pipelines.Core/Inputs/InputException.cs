namespace Dataflow.Pipelines.Inputs;

/// <summary>An input is missing, or the value that was given for it does not fit. The message is a sentence that states which and what to do.</summary>
public sealed class InputException : Exception
{
    /// <summary>The error of an input.</summary>
    /// <param name="input">snake_case name.</param>
    /// <param name="problem">What is wrong, as a clause without a full stop: <c>a value must be given</c>.</param>
    public InputException(string input, string problem)
        : this($"Input '{input}': {problem}.") => Input = input;

    internal InputException(string message)
        : base(message)
    {
    }

    /// <summary>snake_case name of the input, of the first one where several are missing; empty where the settings as a whole cannot be read.</summary>
    public string Input { get; internal init; } = "";

    /// <summary>The error of an input as a sentence that begins with the input: <c>is missing.</c></summary>
    internal static InputException Saying(string input, string predicate) => new($"Input '{input}' {predicate}") { Input = input };
}
