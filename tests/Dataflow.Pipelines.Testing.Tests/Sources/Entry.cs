namespace Dataflow.Pipelines.Testing.Tests.Sources;

/// <summary>A line of a ledger.</summary>
[Record]
public readonly partial record struct Entry(long Number, string Account, DateTimeOffset BookedAt)
{
    public static Entry Of(int number) => new(number, $"account {number % 7}", DateTimeOffset.UnixEpoch.AddSeconds(number));
}
