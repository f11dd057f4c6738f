namespace Dataflow.Pipelines.Hosting;

/// <summary>The value that was given for an input does not fit.</summary>
public sealed class InputException : Exception
{
    /// <summary>The error of an input.</summary>
    /// <param name="input">snake_case name.</param>
    /// <param name="problem">What is wrong with the value.</param>
    public InputException(string input, string problem)
        : base($"input '{input}': {problem}") => Input = input;

    /// <summary>snake_case name of the input.</summary>
    public string Input { get; }
}
