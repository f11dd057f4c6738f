using Polly;
using Polly.Retry;

namespace Dataflow.Pipelines.Lookups;

/// <summary>Repeats calls that threw, with pauses that double.</summary>
internal static class LookupRetry
{
    // A pause that doubled for long is no use to anybody.
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    public static ResiliencePipeline Create(LookupOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.Backoff,
                MaxDelay = MaxPause > options.Backoff ? MaxPause : options.Backoff,
                BackoffType = DelayBackoffType.Exponential,
            })
            .Build();
}
