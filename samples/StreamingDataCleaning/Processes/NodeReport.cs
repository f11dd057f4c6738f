namespace StreamingDataCleaning.Processes;

/// <summary>What became of the records of a node.</summary>
public sealed record NodeReport(long In, long Out, long Rejected, long Filtered, long Duplicates, long Late);
