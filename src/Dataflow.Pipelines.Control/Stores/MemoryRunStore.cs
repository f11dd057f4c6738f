using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A run store in memory, for tests: it survives the instances that use it, not the process.</summary>
internal sealed class MemoryRunStore : IRunStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pipeline> _pipelines = [];

    /// <summary>Called before each append with the changes; an exception fails it.</summary>
    public Action<IReadOnlyList<Change>> OnAppend { get; set; } = static _ => { };

    /// <summary>Called before a journal is loaded.</summary>
    public Func<CancellationToken, Task> OnLoad { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called after each append; an exception reaches the caller though the changes are stored.</summary>
    public Action OnAppended { get; set; } = static () => { };

    /// <summary>Called before each deletion; an exception fails it.</summary>
    public Action OnPrune { get; set; } = static () => { };

    /// <summary>What each deletion has deleted.</summary>
    public List<PruneCounts> Deletions { get; } = [];

    /// <summary>The schedules that were written for a pipeline, in order.</summary>
    public IReadOnlyList<ScheduleState> SchedulesOf(string pipeline)
    {
        lock (_lock)
        {
            return [.. Of(pipeline).Schedules];
        }
    }

    /// <summary>The changes of a pipeline, in order.</summary>
    public IReadOnlyList<Change> ChangesOf(string pipeline)
    {
        lock (_lock)
        {
            return [.. Of(pipeline).Changes];
        }
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Lease?> AcquireAsync(string pipeline, string owner, LeaseObservation? observed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Of(pipeline);
            if (of.Lease is not null && of.Lease != observed)
            {
                return Task.FromResult<Lease?>(null);
            }

            of.Token++;
            of.Lease = new LeaseObservation(owner, of.Token, 0);
            return Task.FromResult<Lease?>(new Lease(pipeline, owner, of.Token));
        }
    }

    public Task<LeaseObservation?> ObserveAsync(string pipeline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Of(pipeline).Lease);
        }
    }

    public Task RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Owned(lease);
            of.Lease = of.Lease! with { Beat = of.Lease.Beat + 1 };
            return Task.CompletedTask;
        }
    }

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Of(lease.Pipeline);
            of.Lease = of.Token == lease.Token ? null : of.Lease;
            return Task.CompletedTask;
        }
    }

    public Task<int> PublishAsync(Lease lease, PipelineDefinition definition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var definitions = Owned(lease).Definitions;
            if (definitions.Count == 0 || definitions[^1] != definition)
            {
                definitions.Add(definition);
            }

            return Task.FromResult(definitions.Count);
        }
    }

    public async Task<StoredJournal> LoadAsync(string pipeline, CancellationToken cancellationToken)
    {
        await OnLoad(cancellationToken);
        lock (_lock)
        {
            var of = Of(pipeline);
            var ended = of.Ended();
            var first = of.Changes.FindLastIndex(static change => change is PipelineSnapshot);
            return new StoredJournal(
                [.. of.Changes.Where((change, i) => change.RunId is null ? i >= first : !ended.ContainsKey(change.RunId))],
                of.Sequence,
                [.. of.Outputs.Values]);
        }
    }

    public Task<IReadOnlyList<Change>> LoadRunAsync(string pipeline, string run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Change>>([.. Of(pipeline).Changes.Where(change => change.RunId == run)]);
        }
    }

    public Task<IReadOnlyList<StoredInput>> LoadInputsAsync(string pipeline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StoredInput>>([.. Of(pipeline).Inputs.Values]);
        }
    }

    public Task<IReadOnlyList<DateTimeOffset>> LoadLogicalTimesAsync(string pipeline, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DateTimeOffset>>(
                [.. Of(pipeline).Changes.OfType<RunOpened>().Select(static opened => opened.LogicalTime).Where(time => from <= time && time <= to).Distinct()]);
        }
    }

    public Task<IReadOnlyList<OutgoingAlert>> LoadOutboxAsync(string pipeline, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<OutgoingAlert>>([.. Of(pipeline).Outbox]);
        }
    }

    public Task AppendAsync(Lease lease, AppendBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Owned(lease);
            OnAppend(batch.Changes);
            of.Lease = of.Lease! with { Beat = of.Lease.Beat + 1 };
            if (of.Sequence == batch.After)
            {
                // As another store would return them.
                of.Changes.AddRange(batch.Changes.Select(static change => ChangeJson.Read(ChangeJson.Write(change))));
                foreach (var completed in batch.Changes.OfType<ExecutionCompleted>().Where(completed => completed.Run.Length > 0 && !(of.Outputs.TryGetValue(completed.Node, out var newest) && newest.At > completed.At)))
                {
                    of.Outputs[completed.Node] = new StoredOutput(completed.Node, completed.At, completed.Output);
                }

                foreach (var change in batch.Changes.OfType<InputChange>())
                {
                    StoredInputs.Apply(of.Inputs, change);
                }

                of.Outbox.AddRange(batch.Outbox.Select(static alert => alert with { Notification = OutgoingJson.Read(OutgoingJson.Write(alert.Notification)) }));
            }

            if (batch.Schedule is { } schedule)
            {
                of.Schedules.Add(schedule);
            }

            foreach (var delivery in batch.Deliveries.Where(static delivery => delivery.IsFinal))
            {
                of.Outbox.RemoveAll(alert => alert.Notification.Id == delivery.Notification.Id);
            }

            foreach (var answer in batch.Answers)
            {
                of.Inbox.Remove(answer.Number);
                of.Answers[answer.Number] = answer;
            }

            OnAppended();

            return Task.CompletedTask;
        }
    }

    public Task<(PruneCounts Deleted, bool HasMore)> PruneAsync(Lease lease, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Owned(lease);
            OnPrune();
            var backfills = of.Changes.Where(change => change is BackfillEnded or BackfillCancelled && change.At < before).Select(static change => ((BackfillChange)change).Backfill).ToHashSet();
            var kept = of.Changes.OfType<RunOpened>().Where(run => run.Backfill > 0 && !backfills.Contains(run.Backfill)).Select(static run => run.Run).ToHashSet();
            var runs = of.Ended().Where(run => run.Value < before && !kept.Contains(run.Key)).Select(static run => run.Key).Take(most).ToHashSet();
            var snapshot = of.Changes.FindLastIndex(static change => change is PipelineSnapshot);
            var left = of.Changes.Where((change, i) => change.RunId is { } run ? !runs.Contains(run) : i >= snapshot || change.At >= before).ToList();
            var deleted = new PruneCounts(runs.Count, Changes: of.Changes.Count - left.Count);
            of.Changes.Clear();
            of.Changes.AddRange(left);
            of.Pruned += deleted.Changes;
            Deletions.Add(deleted);
            return Task.FromResult((deleted, runs.Count == most));
        }
    }

    public Task<long?> SendAsync(string pipeline, InboxItem item, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var of = Of(pipeline);
            if (!of.Keys.Add((item.Kind, item.Key)))
            {
                return Task.FromResult<long?>(null);
            }

            of.Inbox.Add(++of.Number, item);
            return Task.FromResult<long?>(of.Number);
        }
    }

    public Task<IReadOnlyList<ReceivedItem>> ReceiveAsync(string pipeline, long after, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ReceivedItem>>(
                [.. Of(pipeline).Inbox.Where(item => item.Key > after).Take(most).Select(static item => new ReceivedItem(item.Key, item.Value))]);
        }
    }

    public Task<InboxAnswer?> FindAnswerAsync(string pipeline, long number, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Of(pipeline).Answers.GetValueOrDefault(number));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Pipeline Of(string id)
    {
        if (!_pipelines.TryGetValue(id, out var pipeline))
        {
            _pipelines[id] = pipeline = new Pipeline();
        }

        return pipeline;
    }

    private Pipeline Owned(Lease lease)
    {
        var of = Of(lease.Pipeline);
        return of.Lease?.Token == lease.Token ? of : throw new LeaseLostException(lease.Pipeline);
    }

    private sealed class Pipeline
    {
        public List<Change> Changes { get; } = [];

        /// <summary>Changes that were deleted.</summary>
        public long Pruned { get; set; }

        /// <summary>The newest output of each node of runs.</summary>
        public Dictionary<string, StoredOutput> Outputs { get; } = [];

        public Dictionary<string, StoredInput> Inputs { get; } = [];

        public long Sequence => Changes.Count + Pruned;

        public List<ScheduleState> Schedules { get; } = [];

        /// <summary>The published versions.</summary>
        public List<PipelineDefinition> Definitions { get; } = [];

        public List<OutgoingAlert> Outbox { get; } = [];

        public SortedDictionary<long, InboxItem> Inbox { get; } = [];

        public HashSet<(InboxKind Kind, string Key)> Keys { get; } = [];

        public Dictionary<long, InboxAnswer> Answers { get; } = [];

        public LeaseObservation? Lease { get; set; }

        public long Token { get; set; }

        public long Number { get; set; }

        /// <summary>The runs that have ended, and when.</summary>
        public Dictionary<string, DateTimeOffset> Ended()
        {
            var ended = new Dictionary<string, DateTimeOffset>();
            foreach (var change in Changes)
            {
                if (change is RunEnded or RunSkipped)
                {
                    ended[change.RunId!] = change.At;
                }
                else if (change is RunRetried)
                {
                    ended.Remove(change.RunId!);
                }
            }

            return ended;
        }
    }
}
