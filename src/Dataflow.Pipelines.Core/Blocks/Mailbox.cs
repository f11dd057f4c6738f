using System.Threading.Tasks.Dataflow;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// The messages of a lane: an <see cref="ActionBlock{T}"/> that processes one after the other, so that the lane's state needs no lock. Its capacity
/// covers the credits of all edges: no edge waits for room here. Any thread may post.
/// </summary>
internal sealed class Mailbox
{
    private readonly ActionBlock<Envelope> _messages;
    private bool _isTickPosted;

    /// <param name="receive">Processes one message; it does not throw.</param>
    /// <param name="capacity">Messages that the edges may have under way.</param>
    /// <param name="scheduler">Where it runs.</param>
    public Mailbox(Func<Envelope, Task> receive, int capacity, TaskScheduler scheduler) => _messages = new ActionBlock<Envelope>(receive, new ExecutionDataflowBlockOptions
    {
        TaskScheduler = scheduler,
        MaxDegreeOfParallelism = 1,
        BoundedCapacity = capacity + 1,
        SingleProducerConstrained = false,
        EnsureOrdered = true,
    });

    public Task Completion => _messages.Completion;

    /// <summary>Adds a message of an input.</summary>
    /// <returns>Whether there was room; false only where a credit was counted wrongly.</returns>
    public bool TryPost(int input, Message message) => _messages.Post(new Envelope(input, message));

    /// <summary>Adds a tick. One at a time: the mailbox has room for it.</summary>
    public void PostTick()
    {
        if (!Interlocked.Exchange(ref _isTickPosted, true))
        {
            _messages.Post(new Envelope(-1, Tick.Instance));
        }
    }

    /// <summary>The tick is being processed: another may be posted.</summary>
    public void TakeTick() => Volatile.Write(ref _isTickPosted, false);

    /// <summary>No message follows: those in the mailbox are still processed.</summary>
    public void Complete() => _messages.Complete();
}
