namespace Dataflow.Pipelines.Tests.Support;

/// <summary>
/// One process of a job, over storage that outlives it; all external operations go through it. An operation may fail, or be the
/// last of the process: a dead process changes nothing.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly Lock _gate = new();
    private int _operations;
    private bool _isDead;
    private (string Operation, Action Action)? _before;

    /// <summary>Crash points so far: each operation has one before and one after it.</summary>
    public int Operations => _operations;

    /// <summary>The crash point (two per operation) at which the process dies; negative: it does not die.</summary>
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

    /// <summary>The operations, in order: two runs from the same seed have the same.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Calls an action once, before the first operation whose name starts with <paramref name="operation"/>; it may run another process.</summary>
    public void Before(string operation, Action action) => _before = (operation, action);

    /// <summary>Executes an operation unless the process is dead or dies before it.</summary>
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

    /// <summary>Executes a cleanup that does not count as an operation; a dead process does none.</summary>
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
