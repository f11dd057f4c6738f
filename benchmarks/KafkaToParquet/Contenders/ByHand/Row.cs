
namespace KafkaToParquet.Contenders.ByHand;

/// <summary>A row of the lake.</summary>
internal struct Row
{
    public string EventId;
    public string UserId;
    public string EventType;
    public long Ticks;
    public double DwellTime;
}
