namespace Nexmark.Events;

/// <summary>The events of one kind, in order of arrival.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class EventStream<T>(EventSequence sequence, EventKind kind, Func<long, T> make)
{
    private long _place;

    /// <summary>Number of events of all kinds before the next one: the position to continue from.</summary>
    public long Place
    {
        get => _place;
        set => _place = value;
    }

    public bool TryNext(out T record)
    {
        for (; _place < sequence.Settings.Count; _place++)
        {
            var number = sequence.At(_place);
            if (number < sequence.Settings.Count && EventSequence.KindOf(number) == kind)
            {
                _place++;
                record = make(number);
                return true;
            }
        }

        record = default!;
        return false;
    }
}
