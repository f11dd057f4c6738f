using System.Threading.Channels;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>
/// Owns the control plane of a pipeline: one loop decides all inputs, makes what was decided durable, and only then lets it take effect. What arrives while a batch is being
/// written is decided and written together with what follows (group commit). Where another instance owns the pipeline, it waits for it.
/// </summary>
internal sealed class ControlActor : IAsyncDisposable
{
    private readonly ControlGraph _graph;
    private readonly IRunStore _store;
    private readonly INodeSamples _samples;
    private readonly object? _pipeline;
    private readonly ActorOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ActorInput> _mailbox = Channel.CreateUnbounded<ActorInput>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });
    private Task _running = Task.CompletedTask;

    /// <param name="graph">The pipeline.</param>
    /// <param name="pipeline">The pipeline object; null for a graph without a class.</param>
    /// <param name="store">The run store, opened.</param>
    /// <param name="samples">Metrics of the nodes.</param>
    /// <param name="options">The rest.</param>
    public ControlActor(ControlGraph graph, object? pipeline, IRunStore store, INodeSamples samples, ActorOptions options)
    {
        (_graph, _pipeline, _store, _samples, _options) = (graph, pipeline, store, samples, options);
        _logger = options.Loggers.CreateLogger($"Dataflow.Pipelines.{graph.Pipeline}");
    }

    /// <summary>Ends when the actor was stopped; faults where it cannot go on.</summary>
    public Task Completion => _running;

    /// <summary>Whether this instance owns the pipeline.</summary>
    public bool IsOwner { get; private set; }

    /// <summary>Starts the loop.</summary>
    public void Start() =>
        _running = Task.Factory.StartNew(() => RunAsync(_stop.Token), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler).Unwrap();

    /// <summary>Decides a call from inside the process, and waits until what was decided is durable.</summary>
    /// <exception cref="CommandException">It cannot be done.</exception>
    public Task CallAsync(Action<ControlLogic, DateTimeOffset> call)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ObjectDisposedException.ThrowIf(!_mailbox.Writer.TryWrite(new ActorCall(call, done)), this);
        return done.Task;
    }

    /// <summary>The inbox may have items.</summary>
    public void Wake() => _mailbox.Writer.TryWrite(WakeUp.Instance);

    /// <summary>
    /// Suspends the pipeline: attempts are asked to stop, and are made again by the next owner; the lease is given back when they have ended, nothing is published.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _mailbox.Writer.TryComplete();
        while (_mailbox.Reader.TryRead(out var input))
        {
            (input as ActorCall)?.Done.TrySetException(new ObjectDisposedException(nameof(ControlActor)));
        }

        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var keeper = new LeaseKeeper(_store, _graph.Pipeline, _options, _logger);
        while (true)
        {
            var lease = await keeper.AcquireAsync(cancellationToken);
            try
            {
                if (await OwnAsync(lease, cancellationToken))
                {
                    await keeper.ReleaseAsync(lease);
                }

                return;
            }
            catch (LeaseLostException lost)
            {
                _logger.LogWarning("{Reason} This instance stops its executions and waits.", lost.Message);
            }
            finally
            {
                IsOwner = false;
            }
        }
    }

    // Ends when the actor is stopped; false where something still runs, so that no other instance may begin yet.
    private async Task<bool> OwnAsync(Lease lease, CancellationToken cancellationToken)
    {
        var runner = new AttemptRunner(_options.Services, _options.Time, _options.Scheduler, input => _mailbox.Writer.TryWrite(input));
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Time);
        var sender = _options.CreateSender?.Invoke(new MailboxDeliveryLog(input => _mailbox.Writer.TryWrite(input)));
        await using var session = new ActorSession(_graph, _pipeline, _samples, _store, lease, runner, sender, _options, _logger, Wake, limit.Token);
        IAsyncDisposable? checks = null;
        var isRecovered = false;
        try
        {
            await _options.OnOwner(cancellationToken);
            await session.RecoverAsync(cancellationToken);
            (IsOwner, isRecovered) = (true, true);
            checks = _options.StartChecks?.Invoke(input => _mailbox.Writer.TryWrite(input));
            while (true)
            {
                await _mailbox.Reader.WaitToReadAsync(cancellationToken);
                await session.StepAsync(_mailbox.Reader, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !isRecovered)
        {
            // Nothing runs, and nothing may be decided on a state that was not read completely.
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            limit.CancelAfter(_options.StopTime);
            return await CloseAsync(session, runner, limit.Token);
        }
        finally
        {
            if (checks is not null)
            {
                await checks.DisposeAsync();
            }

            runner.AbandonAll();
            await session.StopSenderAsync(drains: false);
        }
    }

    // The lease is kept, and renewed, until nothing runs: no other instance makes an attempt beside one of this instance.
    private async Task<bool> CloseAsync(ActorSession session, AttemptRunner runner, CancellationToken limit)
    {
        session.Close();
        try
        {
            while (!runner.IsIdle)
            {
                await _mailbox.Reader.WaitToReadAsync(limit);
                await session.StepAsync(_mailbox.Reader, limit);
            }

            // What is delivered now is recorded while the lease is held, so that the next owner does not send it again.
            await session.StopSenderAsync(drains: true);
            await session.StepAsync(_mailbox.Reader, limit);
            return true;
        }
        catch (OperationCanceledException)
        {
            _logger.LogWarning(
                "Pipeline '{Pipeline}' stops although attempts have not ended within {StopTime}: {Executions}. They count as lost; another instance takes over after {LeaseTime}.",
                _graph.Pipeline, _options.StopTime, string.Join(", ", runner.Running.Select(static execution => execution.Key)), _options.LeaseTime);
            return false;
        }
    }
}
