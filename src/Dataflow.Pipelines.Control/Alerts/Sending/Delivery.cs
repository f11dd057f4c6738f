using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Sends one notification at a time, with attempts that have a time-out each and delays that double.</summary>
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

    public Delivery(IAlertChannel channel, DeliveryReporter reporter, AlertSenderOptions options, Random random)
    {
        (_channel, _reporter, _options, _random) = (channel, reporter, options, random);
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.Time };
        if (options.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                ShouldHandle = static args => ValueTask.FromResult(IsRetried(args.Outcome.Exception, args.Context.CancellationToken)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(DelayAfter(args.AttemptNumber, args.Outcome.Exception)),
                OnRetry = args =>
                {
                    Report(args.Context.Properties.GetValue(Key, null!), DeliveryOutcome.AttemptFailed, args.AttemptNumber + 1, args.Outcome.Exception, args.RetryDelay);
                    return default;
                },
            });
        }

        _attempts = builder.AddTimeout(options.AttemptTimeout).Build();
    }

    /// <summary>Returns when the notification is delivered, given up or stopped; throws nothing.</summary>
    public async Task SendAsync(AlertNotification notification, CancellationToken stop)
    {
        var attempt = 0;
        var context = ResilienceContextPool.Shared.Get(stop);
        context.Properties.Set(Key, notification);
        try
        {
            stop.ThrowIfCancellationRequested();
            await _attempts.ExecuteAsync(
                async context =>
                {
                    attempt++;

                    // The wait ends with the time even where a channel ignores the token.
                    await _channel.SendAsync(notification, context.CancellationToken).WaitAsync(context.CancellationToken);
                },
                context);
            _reporter.Report(_channel.Name, notification, DeliveryOutcome.Delivered, attempt);
        }
        catch (Exception fault)
        {
            Report(notification, stop.IsCancellationRequested ? DeliveryOutcome.Stopped : DeliveryOutcome.GivenUp, attempt, fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsRetried(Exception? fault, CancellationToken stop) =>
        fault is not null and not AlertDeliveryException { IsPermanent: true } && !stop.IsCancellationRequested;

    private TimeSpan DelayAfter(int retry, Exception? fault)
    {
        var jitter = 1 + (Jitter * ((2 * _random.NextDouble()) - 1));
        var backoff = _options.FirstDelay * Math.Min(Math.Pow(2, retry), _options.MaxDelay / _options.FirstDelay) * jitter;
        var asked = (fault as AlertDeliveryException)?.RetryAfter ?? TimeSpan.Zero;
        var delay = asked > backoff ? asked : backoff;
        return delay < _options.MaxDelay ? delay : _options.MaxDelay;
    }

    private void Report(AlertNotification notification, DeliveryOutcome outcome, int attempt, Exception? fault, TimeSpan? next = null) =>
        _reporter.Report(_channel.Name, notification, outcome, attempt, Reason(outcome, fault), next);

    private string Reason(DeliveryOutcome outcome, Exception? fault) => (outcome, fault) switch
    {
        (DeliveryOutcome.Stopped, _) => "The control plane stopped before it was delivered.",
        (_, AlertDeliveryException) => fault.Message,
        (_, TimeoutRejectedException) => $"Alert channel '{_channel.Name}': no answer within {_options.AttemptTimeout.TotalSeconds:0.###} s. Check that the receiver works.",

        // The text of an unknown exception may contain a secret of a channel that this project does not know.
        _ => $"Alert channel '{_channel.Name}' failed with {fault?.GetType().Name}. Throw an AlertDeliveryException with a reason that may be shown.",
    };
}
