namespace StreamingDataCleaning.Processes;

/// <summary>The record counts of a node.</summary>
public sealed record NodeReport(long In, long Out, long Rejected, long Filtered, long Duplicates, long Late);
