namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A person has changed the stored inputs of the pipeline.</summary>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal abstract record InputChange(string Who, string Why) : Change;

/// <summary>A value was stored.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Type">The kind of the value: <c>STRING</c>, <c>INT</c>, <c>BOOLEAN</c> or <c>JSON</c>.</param>
/// <param name="Text">The value; encrypted where it is sensitive.</param>
/// <param name="IsSensitive">Whether the text is encrypted.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record InputStored(string Name, string Type, string Text, bool IsSensitive, string Who, string Why) : InputChange(Who, Why);

/// <summary>A value is stored no longer.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record InputRemoved(string Name, string Who, string Why) : InputChange(Who, Why);

/// <summary>Values were encrypted with another key; they are the same.</summary>
/// <param name="Texts">The encrypted values by the names of their inputs.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record InputsRotated(IReadOnlyDictionary<string, string> Texts, string Who, string Why) : InputChange(Who, Why);
