namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>A part of a cron expression, with its place in the text around it.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Start">Index of the first one in the text.</param>
internal readonly record struct CronWord(string Text, int Start)
{
    /// <summary>A part of this one.</summary>
    public CronWord Slice(int at, int length) => new(Text.Substring(at, length), Start + at);

    /// <summary>The part from a character to the end.</summary>
    public CronWord From(int at) => Slice(at, Text.Length - at);

    /// <summary>A fault that underlines this part.</summary>
    public CronFault Fault(string problem) => new(Start, Text.Length, problem);
}
