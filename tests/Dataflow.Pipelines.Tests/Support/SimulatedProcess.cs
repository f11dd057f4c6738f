namespace Dataflow.Pipelines.Tests.Support;

/// <summary>
/// One life of a job against storage that outlives it. Each operation on the outside world passes here: it may fail once,
/// or be the last that the process does. A dead process changes nothing any more.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly Lock _gate = new();
    private int _operations;
    private bool _isDead;
    private (string Operation, Action Action)? _before;

    /// <summary>Operations so far: each has a moment before and a moment after it.</summary>
    public int Operations => _operations;

    /// <summary>The moment (two an operation) at which the process dies; negative: it lives on.</summary>
    public int DiesAt { get; init; } = -1;

    /// <summary>An operation whose name starts with this fails with an <see cref="IOException"/>.</summary>
    public string? Fails { get; set; }

    public bool IsDead
    {
        get
        {
            lock (_gate)
            {
                return _isDead;
            }
        }
    }

    /// <summary>What was done, in order: two runs from the same seed have the same.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Calls an action once, before the first operation whose name starts with this; another process may act there.</summary>
    public void Before(string operation, Action action) => _before = (operation, action);

    /// <summary>Does an operation unless the process is, or is now, dead.</summary>
    public void Do(string operation, Action effect)
    {
        if (_before is { } hook && operation.StartsWith(hook.Operation, StringComparison.Ordinal))
        {
            _before = null;
            hook.Action();
        }

        lock (_gate)
        {
            Pass();
            if (Fails is { } failing && operation.StartsWith(failing, StringComparison.Ordinal))
            {
                throw new IOException($"simulated fault at '{operation}'");
            }

            Trace.Add(operation);
            effect();
            Pass();
        }
    }

    /// <summary>A clean-up that counts as no operation: a dead process does none.</summary>
    public void IfAlive(Action effect)
    {
        lock (_gate)
        {
            if (!_isDead)
            {
                effect();
            }
        }
    }

    public void Die()
    {
        lock (_gate)
        {
            _isDead = true;
        }
    }

    private void Pass()
    {
        _isDead |= _operations++ == DiesAt;
        if (_isDead)
        {
            throw new IOException("the simulated process is dead");
        }
    }
}
