namespace StreamingDataCleaning.Processes;

/// <summary>A process of the sample cannot continue; the message is for the user.</summary>
public sealed class SampleException(string message) : Exception(message);
