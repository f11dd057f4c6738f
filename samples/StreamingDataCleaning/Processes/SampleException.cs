namespace StreamingDataCleaning.Processes;

/// <summary>A process of the sample cannot go on; the message is for the person who started it.</summary>
public sealed class SampleException(string message) : Exception(message);
