using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Sends one notification at a time, with attempts that have a timeout each and delays that double.</summary>
internal sealed class Delivery
{
    // A quarter more or less: senders that failed together do not return together.
    private const double Jitter = 0.25;

    private static readonly ResiliencePropertyKey<AlertNotification> Key = new("notification");

    private readonly IAlertChannel _channel;
    private readonly DeliveryReporter _reporter;
    private readonly AlertSenderOptions _options;
    private readonly Random _random;
    private readonly ResiliencePipeline _attempts;
    private readonly ResiliencePipeline _attempt;

    public Delivery(IAlertChannel channel, DeliveryReporter reporter, AlertSenderOptions options, Random random)
    {
        (_channel, _reporter, _options, _random) = (channel, reporter, options, random);
        var attempts = new ResiliencePipelineBuilder { TimeProvider = options.Time };
        if (options.MaxAttempts > 1)
        {
            attempts.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is { } fault && !IsPermanent(fault) && !args.Context.CancellationToken.IsCancellationRequested),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(DelayAfter(args.AttemptNumber, args.Outcome.Exception)),
                OnRetry = args =>
                {
                    Report(args.Context.Properties.GetValue(Key, null!), DeliveryOutcome.AttemptFailed, args.AttemptNumber + 1, args.Outcome.Exception, args.RetryDelay);
                    return default;
                },
            });
        }

        _attempts = attempts.Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = options.Time }.AddTimeout(options.AttemptTimeout).Build();
    }

    /// <summary>Returns when the notification is delivered, given up or stopped; throws nothing.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="drain">Cancelled: no attempt follows a failed one.</param>
    /// <param name="stop">Cancelled: the attempt ends.</param>
    public async Task<DeliveryOutcome> SendAsync(AlertNotification notification, CancellationToken drain, CancellationToken stop)
    {
        var count = 0;
        var context = ResilienceContextPool.Shared.Get(drain);
        context.Properties.Set(Key, notification);
        try
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await _attempts.ExecuteAsync(_ => AttemptAsync(), context);
            }
            catch (OperationCanceledException) when (count == 0 && drain.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                // The retries make no attempt where their token is cancelled, at whatever moment before.
                await AttemptAsync();
            }

            return Report(notification, DeliveryOutcome.Delivered, count);
        }
        catch (Exception fault)
        {
            return Report(notification, drain.IsCancellationRequested && !IsPermanent(fault) ? DeliveryOutcome.Stopped : DeliveryOutcome.GivenUp, count, fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        ValueTask AttemptAsync()
        {
            count++;
            return _attempt.ExecuteAsync(cancel => new ValueTask(CallAsync(notification, cancel)), stop);
        }
    }

    private static bool IsPermanent(Exception fault) => fault is AlertDeliveryException { IsPermanent: true };

    /// <summary>Ends with the time even where the channel blocks its thread or ignores the token.</summary>
    private async Task CallAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        var call = Task.Run(() => _channel.SendAsync(notification, cancellationToken), CancellationToken.None);

        // The exception of a call that is not waited for any more is read here: nothing else reads it, and a host may log those that nobody has read.
        _ = call.ContinueWith(static call => call.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await call.WaitAsync(cancellationToken);
    }

    private TimeSpan DelayAfter(int retry, Exception? fault)
    {
        var jitter = 1 + (Jitter * ((2 * _random.NextDouble()) - 1));
        var backoff = _options.FirstDelay * Math.Min(Math.Pow(2, retry), _options.MaxDelay / _options.FirstDelay) * jitter;
        var asked = (fault as AlertDeliveryException)?.RetryAfter ?? TimeSpan.Zero;
        var delay = asked > backoff ? asked : backoff;
        return delay < _options.MaxDelay ? delay : _options.MaxDelay;
    }

    private DeliveryOutcome Report(AlertNotification notification, DeliveryOutcome outcome, int attempt, Exception? fault = null, TimeSpan? next = null)
    {
        _reporter.Report(_channel.Name, notification, outcome, attempt, Reason(outcome, fault), next);
        return outcome;
    }

    private string? Reason(DeliveryOutcome outcome, Exception? fault) => (outcome, fault) switch
    {
        (DeliveryOutcome.Delivered, _) => null,
        (DeliveryOutcome.Stopped, _) => "The control plane stopped before it was delivered.",
        (_, AlertDeliveryException) => fault.Message,
        (_, TimeoutRejectedException) => $"Alert channel '{_channel.Name}': no answer within {_options.AttemptTimeout.TotalSeconds:0.###} s. Check that the receiver works.",

        // The text of an unknown exception may contain a secret of a channel that this project does not know.
        _ => $"Alert channel '{_channel.Name}' failed with {fault?.GetType().Name}. Throw an AlertDeliveryException with a reason that may be shown.",
    };
}
