using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Pauses between two attempts: each is twice as long as the one before.</summary>
internal static class Backoffs
{
    /// <summary>The pause after an attempt.</summary>
    /// <param name="node">The node.</param>
    /// <param name="attempts">The attempts so far, at least 1.</param>
    public static TimeSpan Of(ControlNode node, int attempts)
    {
        var pause = node.Backoff;
        for (var i = 1; i < attempts && pause < node.MaxBackoff; i++)
        {
            pause += pause;
        }

        return pause < node.MaxBackoff ? pause : node.MaxBackoff;
    }
}
