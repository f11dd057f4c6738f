using Dataflow.Pipelines.CodeGeneration;
using Polly;
using Polly.Retry;

namespace Dataflow.Pipelines.Async;

/// <summary>Retries calls that threw, with pauses that double.</summary>
internal static class AsyncRetry
{
    // A pause that has doubled many times would outlast the job.
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    // Polly accepts no longer one.
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromDays(1);

    public static ResiliencePipeline Create(AsyncOptions options, TimeProvider time)
    {
        var backoff = options.Backoff < LongestBackoff ? options.Backoff : LongestBackoff;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = backoff,
                MaxDelay = MaxPause > backoff ? MaxPause : backoff,
                BackoffType = DelayBackoffType.Exponential,
            })
            .Build();
    }
}
