using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>What outlives the hosts of a test: the run store, the clock, and what the test says of the nodes. Used by one thread at a time.</summary>
internal sealed class TestWorld : IAsyncDisposable
{
    private readonly HashSet<string> _dead = [];
    private readonly ServiceProvider _services;
    private HostInstance? _instance;
    private int _lives;
    private int _items;

    public TestWorld(PipelineDescriptor descriptor, ControlGraph graph, object pipeline, ControlTestOptions options)
    {
        (Graph, Pipeline, Options) = (graph, pipeline, options);
        Descriptor = descriptor;
        History = new History(graph);
        var services = new ServiceCollection();
        foreach (var service in options.Services)
        {
            ((ICollection<ServiceDescriptor>)services).Add(service);
        }

        _services = services.AddSingleton<TimeProvider>(options.Clock).BuildServiceProvider();
        Store.OnAppend = _ => Append(isAfter: false);
        Store.OnAppended = () => Append(isAfter: true);
    }

    public PipelineDescriptor Descriptor { get; }

    public ControlGraph Graph { get; }

    public object Pipeline { get; }

    public ControlTestOptions Options { get; }

    public NodeNames Names => Options.Names;

    public NodeScript Script => Options.Script;

    public MemoryRunStore Store { get; } = new();

    public TestMetrics Metrics { get; } = new();

    public History History { get; }

    /// <summary>The notifications that would be sent, in order.</summary>
    public List<TestNotification> Sent { get; } = [];

    public IServiceProvider Services => _services;

    /// <summary>Why the host would have ended; null where it would not.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether the data of all stream nodes has ended, and no trigger can start anything.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The appends to the journal so far.</summary>
    public int Appends { get; private set; }

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    public HostInstance Instance => _instance ?? throw new ObjectDisposedException(nameof(ControlTest));

    public bool IsDead(string owner) => _dead.Contains(owner);

    /// <summary>Starts a host, after the one before was killed.</summary>
    public void Start()
    {
        if (_instance is { } killed)
        {
            killed.Kill();
            _dead.Add(killed.Owner);
        }

        _lives++;
        _instance = new HostInstance(this, "host-" + _lives.ToString(System.Globalization.CultureInfo.InvariantCulture), Options.Seed + _lives - 1);
    }

    /// <summary>Runs what can run at this time; a host that is killed meanwhile is followed by the next one.</summary>
    public void Settle()
    {
        for (Instance.Run(); Instance.IsKilled; Instance.Run())
        {
            Start();
        }

        History.Read(Store.ChangesOf(Graph.Pipeline));
        if (Instance.Actor.Completion is { IsFaulted: true, Exception: { } fault })
        {
            throw new ControlTestException($"The control plane of '{Graph.Pipeline}' has failed: {fault.InnerException!.Message}", fault.InnerException);
        }
    }

    /// <summary>Advances the clock; what becomes due on the way happens at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        Options.Clock.Virtual.Advance(by, Settle);
        Settle();
    }

    /// <summary>Decides a call from inside the process.</summary>
    public void Call(Action<Logic.ControlLogic, DateTimeOffset> call)
    {
        _ = Instance.Actor.CallAsync(call);
        Settle();
    }

    /// <summary>Publishes an event.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Publish(string name, string payload, string? key)
    {
        var isNew = Put(EventMessage.Item(name, payload, key ?? NextKey(), ControlTest.Person)) is not null;
        Settle();
        return isNew;
    }

    /// <summary>Sends a command as a command line does, and returns the answer.</summary>
    /// <exception cref="CommandException">It was refused.</exception>
    public string Send(ControlCommand command, string who)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(command, CommandJson.Default.ControlCommand);
        var number = Put(new InboxItem(InboxKind.Command, NextKey(), body, who))!.Value;
        Settle();
        var answer = Store.FindAnswerAsync(Graph.Pipeline, number, CancellationToken.None);
        return answer.IsCompletedSuccessfully && answer.Result is { } given
            ? given.IsDone ? given.Text : throw new CommandException(given.Text)
            : throw new ControlTestException($"The control plane of '{Graph.Pipeline}' has not answered: {command}.");
    }

    /// <summary>The newest output of a node in a run: one JSON object; null where it has none.</summary>
    public string? OutputOf(string run, string node)
    {
        var id = Names.IdOf(Names.FindOfRun(node));
        var completed = Store.ChangesOf(Graph.Pipeline).OfType<ExecutionCompleted>().LastOrDefault(completed => completed.Run == run && completed.Node == id);
        return completed?.Output;
    }

    public async ValueTask DisposeAsync()
    {
        _instance?.Abort();
        _instance = null;
        await _services.DisposeAsync();
    }

    private long? Put(InboxItem item)
    {
        // The store in memory answers at once.
        var sent = Store.SendAsync(Graph.Pipeline, item, CancellationToken.None);
        Instance.Actor.Wake();
        return sent.GetAwaiter().GetResult();
    }

    private string NextKey() => "test-" + (++_items).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Append(bool isAfter)
    {
        if (Instance.IsKilled && !isAfter)
        {
            throw new RunStoreException("The host was killed.");
        }

        Appends += isAfter ? 0 : 1;
        if (Options.Crash?.Reach(Appends, isAfter) == true)
        {
            Instance.IsKilled = true;
            throw new RunStoreException("The host was killed.");
        }
    }
}
