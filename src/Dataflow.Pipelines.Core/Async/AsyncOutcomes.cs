using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Async;

/// <summary>Emits the outcome of a call: a result, nothing or a dead letter; or throws the fault that fails the job. Accessed only by the lane.</summary>
internal sealed class AsyncOutcomes<TIn, TOut>(LaneContext lane, AsyncOptions options, NodeCounters counters, Output<TOut> results, Output<DeadLetter> rejects)
    where TIn : struct
    where TOut : struct, IRecord<TOut>
{
    public void Put(AsyncCall<TIn, TOut> call)
    {
        if (call.HasExpired)
        {
            var late = new TimeoutException($"no answer within {Duration.ToText(options.Timeout)}.");
            Reject(call, options.RejectsTimeouts, late, "Fix the service, raise Timeout, or set OnTimeout = OnTimeout.Reject there to send such records to the dead letters.");
        }
        else if (call.Fault is { } fault)
        {
            Reject(call, options.RejectsFaults, fault, "Fix the node, repeat the call with Retries, or set OnError = OnError.Reject there to send such records to the dead letters.");
        }
        else if (call.Answer.Record is { } record)
        {
            counters.Out++;
            results.Emitter.Emit(in record, call.Row);
        }
        else if (call.Answer.Reason is { } reason)
        {
            Reject(call, reason);
        }
        else
        {
            counters.Filtered++;
        }
    }

    private void Reject(AsyncCall<TIn, TOut> call, bool isAllowed, Exception fault, string fix)
    {
        lane.Ended.ThrowIfCancellationRequested();
        var place = call.Row.Position?.Place ?? $"of event time {EventTime.ToInstant(call.Row.Time):O}";
        if (options.SkipsFaults && !call.HasExpired)
        {
            lane.Skip(counters, place, fault);
            return;
        }

        if (!isAllowed)
        {
            throw new RecordFaultException(counters.Node, place, fault, fix);
        }

        Reject(call, $"{fault.GetType().Name}: {fault.Message}");
    }

    private void Reject(AsyncCall<TIn, TOut> call, string reason) => rejects.Reject(counters, reason, lane.Time.GetUtcNow(), call.Row);
}
