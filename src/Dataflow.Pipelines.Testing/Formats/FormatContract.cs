namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>The rules of <see cref="FormatContract{T, TFormat}"/>, by name.</summary>
public abstract class FormatContract
{
    private protected const string RoundTrip = "a record that was written is read again";
    private protected const string AnyRecord = "any record is read back, whichever was written before it";
    private protected const string Appends = "a record is appended to the bytes in the buffer";
    private protected const string Copies = "a record does not use the memory of the message that it was read from";
    private protected const string Malformed = "malformed input is a result with a reason, and the next message is read";
    private protected const string Lanes = "copies that were opened separately do not affect each other";
    private protected const string Allocates = "writing allocates nothing";

    /// <summary>The rules, as the arguments of a data-driven test.</summary>
    public static IEnumerable<object[]> Rules() =>
        new[] { RoundTrip, AnyRecord, Appends, Copies, Malformed, Lanes, Allocates }.Select(static rule => new object[] { rule });
}
