using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>An open session: the times of its first and last record, UTC ticks, and the accumulator of its records.</summary>
internal sealed class Session<TAccumulator>
    where TAccumulator : struct
{
    public long First;
    public long Last;
    public TAccumulator Accumulator;

    /// <summary>Time of its timer; the session may have grown since that was set.</summary>
    public long Due;

    /// <summary>The next session of the key, in the order of time.</summary>
    public Session<TAccumulator>? Next;

    /// <summary>A key without sessions is gone.</summary>
    internal readonly struct Life : IStateLife<Session<TAccumulator>?>
    {
        public static bool IsGone(in Session<TAccumulator>? value) => value is null;
    }
}
