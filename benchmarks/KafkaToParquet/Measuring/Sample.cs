using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>A report of a program about itself, with its time in seconds since the start.</summary>
internal readonly record struct Sample(double Seconds, PipelineReport Report);
