namespace Dataflow.Pipelines.Control.Testing;

/// <summary>What a crash test has done.</summary>
/// <param name="Crashes">The crashes that were tried.</param>
/// <param name="Expected">The result without a crash, which each of them had too.</param>
public sealed record CrashReport(int Crashes, string Expected);
