using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>A session that is open: the times of its first and last record, UTC ticks, and what its records come to.</summary>
internal sealed class Session<TAccumulator>
    where TAccumulator : struct
{
    public long First;
    public long Last;
    public TAccumulator Accumulator;

    /// <summary>Time of the timer at which it is looked at: it may have grown since that was set.</summary>
    public long Due;

    /// <summary>The next session of the key, in the order of time.</summary>
    public Session<TAccumulator>? Next;

    /// <summary>The sessions of a key: none is gone.</summary>
    internal readonly struct Life : IStateLife<Session<TAccumulator>?>
    {
        public static bool IsGone(in Session<TAccumulator>? value) => value is null;
    }
}
