using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Reads the numbers of a tape.</summary>
public sealed class TapeSource(Tape tape) : RecordSource<Number>
{
    public override ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ConnectorHealth(tape.IsHealthy, tape.IsHealthy ? "the tape turns" : "the tape stands still"));

    protected override async Task ReadAsync(RecordFeed<Number> feed, CancellationToken stop)
    {
        do
        {
            if (tape.IsBroken)
            {
                throw new ConnectorException("The tape is broken.");
            }

            var numbers = new Number[tape.Count - feed.Position];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = new Number(feed.Position + i);
            }

            await feed.SendAsync(numbers);
        }
        while (!tape.HasEnd && await feed.WaitAsync(TimeSpan.FromMilliseconds(20)));
    }
}
