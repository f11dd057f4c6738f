namespace Dataflow.Pipelines;

/// <summary>What a <see cref="JsonScanner"/> read last.</summary>
internal enum JsonToken : byte
{
    /// <summary>The text is no JSON there, or ended.</summary>
    Broken,

    Null,
    True,
    False,
    Number,
    Text,

    /// <summary>Its bytes are no valid UTF-8, or its escapes no valid UTF-16.</summary>
    BrokenText,

    /// <summary>An opening brace, not taken yet.</summary>
    Object,

    /// <summary>An opening bracket, not taken yet.</summary>
    Array,
}
