namespace Dataflow.Pipelines.Control;

/// <summary>A cron expression that cannot be read, or that can never fire. Its message names the expression, the place, the reason and what is possible there.</summary>
public sealed class CronSyntaxException : FormatException
{
    internal CronSyntaxException(string message, int start, int length)
        : base(message) => (Start, Length) = (start, length);

    /// <summary>Index of the first character that is wrong.</summary>
    public int Start { get; }

    /// <summary>Number of the characters that are wrong.</summary>
    public int Length { get; }
}
