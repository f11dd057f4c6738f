using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>
/// Builds a control graph from short texts, for tests of the logic without the generator. A trigger is events joined by <c>&amp;</c>, alternatives joined by <c>|</c>, and a
/// guard by name after <c>?</c>: <c>a.completed &amp; b.completed ? good | cron:0 2 * * *</c>.
/// </summary>
internal sealed class GraphText
{
    private readonly List<ControlNode> _nodes = [];
    private readonly List<ControlEvent> _events = [];
    private readonly Dictionary<string, int> _byName = [];
    private readonly List<StreamGraph> _streams = [];
    private readonly string[] _ids;

    public GraphText(params string[] ids) => _ids = ids;

    public Dictionary<string, Func<TriggerScope, bool>> Guards { get; } = [];

    /// <summary>Names of the guards that read metrics or the time.</summary>
    public HashSet<string> Sampled { get; } = [];

    public GraphText Node(
        string id, string? start = null, string? stop = null, string? restart = null, string? skip = null, string? retry = null,
        StartMode mode = StartMode.OncePerRun, ControlNodeKind kind = ControlNodeKind.Work, int priority = 0, string pool = ControlGraph.DefaultPool,
        NodeWork? work = null, TimeSpan? timeout = null, ApprovalSettings? approval = null, TimeSpan? backoff = null, bool isAlwaysOn = false, string? lifeOf = null, params AlertTrigger[] alerts)
    {
        Assert.Equal(_ids[_nodes.Count], id);
        _nodes.Add(new ControlNode(id, approval is null ? kind : ControlNodeKind.Approval)
        {
            Start = Parse(start),
            Stop = Parse(stop),
            Restart = Parse(restart),
            Skip = Parse(skip),
            Retry = Parse(retry),
            Mode = mode,
            Priority = priority,
            Pool = pool,
            Work = work,
            Approval = approval,
            Backoff = backoff ?? TimeSpan.FromSeconds(1),
            Timeout = timeout,
            Alerts = alerts,
            IsAlwaysOn = isAlwaysOn,
            LifeOf = lifeOf is null ? -1 : Array.IndexOf(_ids, lifeOf),
        });
        return this;
    }

    /// <summary>A stream node.</summary>
    public GraphText Stream(string id, string? start = null, string? stop = null, string? restart = null, string? retry = null, bool isAlwaysOn = false, string? lifeOf = null, string? skip = null, params AlertTrigger[] alerts) =>
        Node(id, start, stop, restart, skip, retry, kind: ControlNodeKind.Stream, isAlwaysOn: isAlwaysOn, lifeOf: lifeOf, alerts: alerts);

    /// <summary>Stream nodes that are connected, those that feed others first.</summary>
    public GraphText Connect(params string[] ids)
    {
        _streams.Add(new StreamGraph([.. ids.Select(id => Array.IndexOf(_ids, id))]));
        return this;
    }

    /// <summary>An alert.</summary>
    public AlertTrigger Alert(string when, TimeSpan? repeatEvery = null, string channel = "log", Func<TriggerScope, string>? message = null) =>
        new(Parse(when)!, channel, Severity.Critical, message) { RepeatEvery = repeatEvery };

    public ControlGraph Build(int maxActiveRuns = 1, int maxQueuedRuns = 1000, int slots = 16, CatchUp catchUp = CatchUp.Latest) =>
        new("test")
        {
            Nodes = [.. _nodes],
            Events = [.. _events],
            Streams = [.. _streams],
            CreateOutputs = static () => new JsonOutputs(),
            MaxActiveRuns = maxActiveRuns,
            MaxQueuedRuns = maxQueuedRuns,
            DefaultSlots = slots,
            CatchUp = catchUp,
        };

    private Trigger? Parse(string? text) => text is null ? null : new Trigger(text, [.. text.Split('|').Select(part => ParseDisjunct(part.Trim()))]);

    private Disjunct ParseDisjunct(string text)
    {
        var parts = text.Split('?');
        var events = parts[0].Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length == 1 ? "" : parts[1].Trim();
        return new Disjunct { Latches = [.. events.Select(IndexOf)], Guard = name.Length == 0 ? null : Guards[name], ReadsSamples = Sampled.Contains(name) };
    }

    private int IndexOf(string name)
    {
        if (!_byName.TryGetValue(name, out var index))
        {
            _byName[name] = index = _events.Count;
            _events.Add(EventOf(name));
        }

        return index;
    }

    private ControlEvent EventOf(string name)
    {
        if (name.StartsWith("cron:", StringComparison.Ordinal))
        {
            return ControlEvent.Cron(name["cron:".Length..], "UTC");
        }

        var dot = name.LastIndexOf('.');
        var (owner, word) = (name[..Math.Max(0, dot)], name[(dot + 1)..]);
        return owner == "pipeline" ? ControlEvent.OfPipeline(word)
            : Array.IndexOf(_ids, owner) is >= 0 and var node ? ControlEvent.OfNode(node, owner, word)
            : ControlEvent.External(name);
    }
}
