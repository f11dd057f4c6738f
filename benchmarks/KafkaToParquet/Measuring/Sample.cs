using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>What a program said of itself, and when: seconds since it was started.</summary>
internal readonly record struct Sample(double Seconds, PipelineReport Report);
