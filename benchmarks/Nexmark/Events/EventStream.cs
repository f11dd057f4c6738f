namespace Nexmark.Events;

/// <summary>The events of one kind, in the order in which they come.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class EventStream<T>(EventSequence sequence, EventKind kind, Func<long, T> make)
{
    private long place;

    /// <summary>Events of all kinds that lie before the next, as a position to go on from.</summary>
    public long Place
    {
        get => place;
        set => place = value;
    }

    public bool TryNext(out T record)
    {
        for (; place < sequence.Settings.Count; place++)
        {
            var number = sequence.At(place);
            if (number < sequence.Settings.Count && EventSequence.KindOf(number) == kind)
            {
                place++;
                record = make(number);
                return true;
            }
        }

        record = default!;
        return false;
    }
}
