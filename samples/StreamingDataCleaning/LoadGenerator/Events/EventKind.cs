namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>The kind of a message, which determines how the pipeline must handle it.</summary>
internal enum EventKind
{
    /// <summary>Valid and in time: a row in the lake.</summary>
    Clean,

    /// <summary>Valid; its event type has capitals, blanks or characters to be stripped.</summary>
    OddName,

    /// <summary>Valid; members with defaults are missing.</summary>
    Sparse,

    /// <summary>Valid; its time is earlier than that of its neighbors, within the bound.</summary>
    OutOfOrder,

    /// <summary>Valid; its time is behind by more than the window and the bound. Late only if its window is already closed.</summary>
    Late,

    /// <summary>The same bytes as an earlier clean event.</summary>
    Duplicate,

    /// <summary>From a test user: filtered.</summary>
    TestUser,

    /// <summary>Not a JSON object.</summary>
    Malformed,

    /// <summary>A required member is missing, null or empty.</summary>
    Incomplete,

    /// <summary>A member has another JSON type, or a text that is not a time.</summary>
    WrongType,

    InvalidUtf8,

    /// <summary>An empty payload.</summary>
    Empty,

    /// <summary>Its time is in 1970 or 2999.</summary>
    OutOfRange,
}
