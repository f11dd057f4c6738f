using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Hosting.Health;
using Dataflow.Pipelines.Control.Hosting.Streams;
using Dataflow.Pipelines.Control.Processes;
using Dataflow.Pipelines.Control.Processes.Orphans;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>The control plane of a pipeline as a hosted service: the pipeline is started at its first start, and goes on at each further one.</summary>
internal sealed class ControlService<TPipeline>(
    IEnumerable<PipelineRegistration> registrations, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, IHostApplicationLifetime lifetime, PipelineEnds ends, StartCheck check)
    : IHostedLifecycleService, IStartPreparation, IEventReceiver, IApprovalReceiver, IAsyncDisposable
    where TPipeline : class, IControlledPipeline<TPipeline>
{
    private readonly ILogger _logger = loggers.CreateLogger($"Dataflow.Pipelines.{TPipeline.Descriptor.Id}");
    private readonly CancellationTokenSource _stop = new();
    private readonly StreamJobs<TPipeline> _streams = new(Find(registrations), services, loggers, time, lifetime);
    private InstanceLocks? _locks;
    private HostedAlerts? _alerts;
    private IRunStore? _store;
    private ControlActor? _actor;
    private Task _watching = Task.CompletedTask;
    private string? _fault;
    private TimeSpan? _keepRuns;
    private bool _hasEnded;

    /// <summary>Why it has failed; null where it has not.</summary>
    public string? Fault => _fault ?? _streams.Fault;

    /// <summary>The jobs of its stream graphs.</summary>
    public StreamJobs<TPipeline> Streams => _streams;

    public IReadOnlyList<string> ExternalEvents => TPipeline.Descriptor.ExternalEvents;

    public ControlGraph Graph => TPipeline.Control;

    /// <summary>Its inputs.</summary>
    public PipelineInputs Inputs { get; } = new(
        TPipeline.Descriptor, Find(registrations), services, TPipeline.CheckInputs, values => TPipeline.Create(services, values),
        () => ConfigKeys.Find(services.GetService<ControlOptions>()?.ConfigKeyFile, Environment.GetEnvironmentVariable));

    private PipelineHostOptions Options { get; } = Find(registrations);

    /// <summary>The run store of the pipeline.</summary>
    /// <exception cref="InputException">It is named wrongly.</exception>
    public RunStore FindStore() => StoreFinder.Find(services, TPipeline.Descriptor, Options);

    /// <summary>Opens the run store, which may have values of inputs.</summary>
    /// <exception cref="InputException">The name of the run store is wrong.</exception>
    /// <exception cref="ServiceException">The keys of sensitive values cannot be read.</exception>
    /// <exception cref="RunStoreException">The run store cannot be used.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Inputs.LoadKeys();
        var store = _store = FindStore().Open(time);
        await StoreStart.OpenAsync(store, Options.StartupTimeout, time, _logger, cancellationToken);
        var stored = await store.LoadInputsAsync(TPipeline.Descriptor.Id, cancellationToken);
        Inputs.Restore(Inputs.WithWaiting(stored, await store.ReceiveAsync(TPipeline.Descriptor.Id, 0, int.MaxValue, cancellationToken)));
        Options.ReadStored = Inputs.Read;
    }

    /// <exception cref="InputException">An input, the name of the run store, or the time that runs are kept is wrong.</exception>
    /// <exception cref="ServiceException">A service that the pipeline takes, or the channel of an alert, is not registered.</exception>
    /// <exception cref="RunStoreException">The run store cannot be used.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await check.RunAsync(cancellationToken);
        if (Options.FromCheckpoint is { } from && TPipeline.Control.Streams.Count > 1)
        {
            throw new InputException($"Checkpoint {from} cannot be chosen: the pipeline has {TPipeline.Control.Streams.Count} stream graphs that are not connected, with checkpoints of their own.") { Input = "--from-checkpoint" };
        }

        _alerts = new HostedAlerts(services, _logger, time);
        _alerts.Check(TPipeline.Control);
        _keepRuns = KeepRuns.Find(services.GetService<ControlOptions>());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var store = _store ?? throw new InvalidOperationException("The start was not prepared.");
        var pipeline = Inputs.Current();
        var owner = InstanceName.Create();
        _locks = new InstanceLocks(StoreFinder.StateDirectory(TPipeline.Descriptor, Options));
        _locks.Take(owner);
        var isOnce = services.GetService<ControlOptions>()?.IsOnce == true;
        var once = isOnce ? new OneRun() : null;
        var log = new ChangeLog(_logger, TPipeline.Control);
        var processes = new ProcessOptions { Time = time, StateFolder = Path.Combine(StoreFinder.StateDirectory(TPipeline.Descriptor, Options), "processes"), Log = new ProcessLog(_logger) };
        var samples = new StreamSamples(TPipeline.Descriptor, [.. TPipeline.Control.Nodes.Select(static node => node.Id)], () => _streams.Jobs, _streams.FailuresOf, time);
        _actor = new ControlActor(TPipeline.Control, pipeline, store, samples, new ActorOptions
        {
            Owner = owner,
            IsDead = _locks.IsDead,
            Services = new RunServices(services, processes),
            StopTime = Options.ShutdownTimeout,
            OnOwner = token => EndOrphansAsync(processes, token),
            Time = time,
            Loggers = loggers,
            FiresSchedules = !isOnce,
            KeepRuns = _keepRuns,
            Definition = DefinitionJson.Of(TPipeline.Descriptor, TPipeline.Control),
            RunStreams = isOnce || TPipeline.Control.Streams.Count == 0 ? null : _streams.AttemptOf,
            StartChecks = isOnce || TPipeline.Control.Nodes.All(static node => node.Check is null) ? null : report => new HealthChecks(TPipeline.Control, Inputs.Current, time, _logger, report),
            Inputs = Inputs,
            OnFatal = Fail,
            OnEnded = End,
            CreateSender = _alerts!.CreateSender,
            SendsToRecipients = _alerts.SendsToRecipients,
            OnDurable = change =>
            {
                log.Write(change);
                once?.Observe(change);
            },
        });
        _actor.Start();
        _watching = WatchAsync(_actor, once);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_actor is not null)
        {
            try
            {
                await _actor.DisposeAsync();
            }
            catch (Exception) when (Fault is not null)
            {
                // Reported already.
            }
        }

        await _watching;
        _locks?.Dispose();
        await CloseStoreAsync();
    }

    public async Task<bool> PublishAsync(string name, string payload, string key, CancellationToken cancellationToken)
    {
        var store = _store ?? throw new InvalidOperationException($"Pipeline '{TPipeline.Descriptor.Id}' has not started: events are published after the start of the host.");
        var isNew = await store.SendAsync(TPipeline.Descriptor.Id, EventMessage.Item(name, payload, key, "program"), cancellationToken) is not null;
        _actor?.Wake();
        return isNew;
    }

    public async Task<IReadOnlyList<ApprovalInfo>> ListApprovalsAsync(bool isOpen, int most, CancellationToken cancellationToken)
    {
        await using var history = FindStore().OpenHistory();
        return await history.ListApprovalsAsync(TPipeline.Descriptor.Id, isOpen, most, cancellationToken);
    }

    public async Task<string> DecideAsync(DecideApproval decision, string who, CancellationToken cancellationToken)
    {
        var store = _store ?? throw new InvalidOperationException($"Pipeline '{TPipeline.Descriptor.Id}' has not started: approvals are decided after the start of the host.");
        var answer = await CommandSender.SendAsync(store, TPipeline.Descriptor.Id, decision, who, time, () => _actor?.Wake(), cancellationToken);
        return answer switch
        {
            null => throw new CommandException($"No instance of '{TPipeline.Descriptor.Id}' has answered within {CommandSender.Patience.TotalSeconds:0} s. The decision is in the inbox and is taken when an instance runs."),
            { IsDone: true } => answer.Text,
            _ => throw new CommandException(answer.Text),
        };
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _streams.DisposeAsync();
        _locks?.Dispose();
        await CloseStoreAsync();
    }

    private async ValueTask CloseStoreAsync()
    {
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
        }
    }

    // An instance that was killed has left them. What cannot be ended is found again, and is an error, when its execution is tried again.
    private async Task EndOrphansAsync(ProcessOptions processes, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var orphan in await new OrphanReaper(new ProcessRecords(processes.StateFolder!), time).EndAsync(null, cancellationToken))
            {
                _logger.LogWarning("{Execution}: process {Process}, which an instance that was lost had started, still ran and was ended.", orphan.Key, orphan.Id);
            }
        }
        catch (Exception fault) when (fault is ProcessFailedException or IOException or UnauthorizedAccessException)
        {
            _logger.LogError("Processes of an instance that was lost may still run: {Reason}", fault.Message);
        }
    }

    private static PipelineHostOptions Find(IEnumerable<PipelineRegistration> registrations) =>
        registrations.First(static registration => registration.Descriptor.Id == TPipeline.Descriptor.Id).Options;

    // A stream node has failed for good, and nothing in the class acts on it.
    private void Fail(string error)
    {
        _streams.Fail(error);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private void End()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            ends.Report();
        }
    }

    // Ends with the actor, or with the one run that was asked for.
    private async Task WatchAsync(ControlActor actor, OneRun? once)
    {
        try
        {
            if (once is not null)
            {
                _fault = await once.ExecuteAsync(actor, Environment.UserName, _stop.Token);
            }
            else
            {
                await actor.CallAsync(static (logic, now) => logic.Start(now, Environment.UserName)).WaitAsync(_stop.Token);
                await actor.Completion.WaitAsync(_stop.Token);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            _logger.LogError(fault, "The control plane of pipeline '{Pipeline}' has failed.", TPipeline.Descriptor.Id);
            _fault = $"The control plane has failed: {fault.Message}";
        }

        if (Fault is not null)
        {
            // The host has no other way to end its process with an error.
            Environment.ExitCode = 1;
        }

        lifetime.StopApplication();
    }
}
