namespace StreamingDataCleaning.Processes;

/// <summary>The load generator's tally.</summary>
/// <param name="Done">Whether all records are written and acknowledged.</param>
/// <param name="In">Records that the broker has acknowledged.</param>
/// <param name="Bytes">Payload bytes of all written records.</param>
/// <param name="Seconds">How long it has written.</param>
/// <param name="HeldBackSeconds">The part of that time in which it waited for the group's committed offsets.</param>
/// <param name="Rejected">Records that must be rejected.</param>
/// <param name="RejectedBytes">Payload bytes of these records, which dead letters contain.</param>
/// <param name="Filtered">Records of test users.</param>
/// <param name="Duplicate">Records that repeat an earlier one.</param>
public sealed record TallyReport(bool Done, long In, long Bytes, double Seconds, double HeldBackSeconds, long Rejected, long RejectedBytes, long Filtered, long Duplicate);
