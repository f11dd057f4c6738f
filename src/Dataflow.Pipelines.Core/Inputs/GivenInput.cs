namespace Dataflow.Pipelines.Inputs;

/// <summary>The value of an input, and its origin.</summary>
/// <param name="Text">The value.</param>
/// <param name="By">The option or environment variable, for errors; empty where it is unknown.</param>
/// <param name="IsSensitive">Whether an error must not show the value.</param>
internal readonly record struct GivenInput(string Text, string By = "", bool IsSensitive = false)
{
    /// <summary>The error of a value that does not fit.</summary>
    public InputException Refuse(string input, string what)
    {
        var by = By.Length > 0 ? $" (given by {By})" : "";
        return InputException.Saying(input, $"is {(IsSensitive ? "a value that is not shown" : $"'{Text}'")}{by}, which is {what}");
    }
}
