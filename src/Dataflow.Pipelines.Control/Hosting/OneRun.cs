using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Executes one run: goes on with the oldest open one, which a process that died has left, or opens one.</summary>
internal sealed class OneRun
{
    private readonly TaskCompletionSource<RunEnded> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Written by the actor's loop only. Null: any run, because one that ends before the first decision was open when this process began.
    private string? _run;

    /// <summary>A change is durable; called by the actor.</summary>
    public void Observe(Change change)
    {
        if (change is RunEnded ended && (_run is null || _run == ended.Run))
        {
            _ended.TrySetResult(ended);
        }
    }

    /// <returns>Why it has not completed; null where it has.</returns>
    public async Task<string?> ExecuteAsync(ControlActor actor, string who, CancellationToken cancellationToken)
    {
        await actor.CallAsync((logic, now) => Begin(logic, now, who)).WaitAsync(cancellationToken);

        // The actor ends first only by a fault.
        await await Task.WhenAny(_ended.Task, actor.Completion).WaitAsync(cancellationToken);
        var ended = await _ended.Task;
        return ended.Status == RunStatus.Completed ? null : $"run {ended.Run} is {ended.Status.ToString().ToLowerInvariant()}{(ended.Reason.Length > 0 ? ": " + ended.Reason : ".")}";
    }

    private void Begin(ControlLogic logic, DateTimeOffset now, string who)
    {
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        logic.Start(now, who);
        if (logic.State.Runs.Count > 0)
        {
            _run = logic.State.Runs.Values[0].Id;
        }
        else
        {
            logic.Do(now, commands => _run = commands.StartRun(who, null, [], new Dictionary<string, string>()));
        }
    }
}
