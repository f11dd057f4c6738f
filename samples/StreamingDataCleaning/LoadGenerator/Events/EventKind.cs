namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>What a message is, which says what has to become of it.</summary>
internal enum EventKind
{
    /// <summary>Valid and in time: a row in the lake.</summary>
    Clean,

    /// <summary>Valid; its event type has capitals, blanks or characters to be stripped.</summary>
    OddName,

    /// <summary>Valid; members without which it can be filled up are missing.</summary>
    Sparse,

    /// <summary>Valid; its time is behind that of its neighbours, within the bound.</summary>
    OutOfOrder,

    /// <summary>Valid; its time is behind by more than the window and the bound. Late only if its window is closed by then.</summary>
    Late,

    /// <summary>The very bytes of an earlier clean event.</summary>
    Duplicate,

    /// <summary>Of a test user: filtered.</summary>
    TestUser,

    /// <summary>No JSON object.</summary>
    Malformed,

    /// <summary>A required member is missing, null or empty.</summary>
    Incomplete,

    /// <summary>A member has another JSON type, or text that is no time.</summary>
    WrongType,

    InvalidUtf8,

    /// <summary>A payload of no bytes.</summary>
    Empty,

    /// <summary>Its time is in 1970 or 2999.</summary>
    OutOfRange,
}
