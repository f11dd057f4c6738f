namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>What a sender posted.</summary>
internal sealed record HttpRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body);
