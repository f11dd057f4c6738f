namespace KafkaToParquet;

/// <summary>A program that reads the topic.</summary>
internal enum Contender
{
    /// <summary>Reads and does nothing.</summary>
    Bare,

    /// <summary>Does the sample's work without the engine.</summary>
    HandWritten,

    /// <summary>The sample's own executable.</summary>
    Pipeline,
}
