using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Restarts;

/// <summary>The arguments of <c>[RestartPolicy]</c>; null where not stated.</summary>
/// <param name="Mode">A member of <c>Restart</c>.</param>
internal sealed record RestartModel(string Mode)
{
    public const string Attribute = "RestartPolicy";
    public const string Exponential = "Exponential";
    public const string FixedDelay = "FixedDelay";
    public const string FailureRate = "FailureRate";
    public const string Never = "Never";

    public TextModel? Delay { get; init; }

    public TextModel? MaxDelay { get; init; }

    public double? Jitter { get; init; }

    public int? Attempts { get; init; }

    public TextModel? Within { get; init; }
}
