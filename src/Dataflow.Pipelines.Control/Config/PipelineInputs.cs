using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>The inputs of a pipeline class with the values that the run store holds for them. Thread-safe.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="options">Its options in this host.</param>
/// <param name="services">The services of the host.</param>
/// <param name="check">Reads each value, as <see cref="IPipeline{TSelf}.CheckInputs"/> does.</param>
/// <param name="create">Creates a pipeline object.</param>
/// <param name="findKeys">Finds the keys of sensitive values.</param>
internal sealed class PipelineInputs(
    PipelineDescriptor pipeline, PipelineHostOptions options, IServiceProvider services, Action<InputValues> check, Func<InputValues, object> create, Func<ConfigKeys> findKeys)
{
    private readonly Lock _lock = new();
    private InputCipher _cipher = new(pipeline.Id, ConfigKeys.None);
    private IReadOnlyDictionary<string, StoredInput> _stored = new Dictionary<string, StoredInput>();

    // With the changes that are not durable yet: the actor's loop decides on it.
    private IReadOnlyDictionary<string, StoredInput> _decided = new Dictionary<string, StoredInput>();

    // The newest object, and the stored values that it was created with.
    private (IReadOnlyDictionary<string, string> Values, object Object)? _newest;

    /// <summary>Finds the keys.</summary>
    /// <exception cref="ServiceException">They cannot be read.</exception>
    public void LoadKeys()
    {
        var cipher = new InputCipher(pipeline.Id, findKeys());
        lock (_lock)
        {
            _cipher = cipher;
        }
    }

    /// <summary>Finds the keys again, because there may be new ones; the present ones are kept where they cannot be read.</summary>
    public void ReloadKeys()
    {
        try
        {
            LoadKeys();
        }
        catch (ServiceException)
        {
            // What lacks a key says so.
        }
    }

    /// <summary>What is stored once the items of an inbox are taken.</summary>
    public IEnumerable<StoredInput> WithWaiting(IEnumerable<StoredInput> stored, IEnumerable<ReceivedItem> inbox) =>
        WaitingInputs.Apply(pipeline, stored, WaitingInputs.CommandsOf(inbox)).Values;

    /// <summary>Sets what is stored, or is about to be.</summary>
    public void Restore(IEnumerable<StoredInput> stored)
    {
        var rows = stored.ToDictionary(static input => input.Name);
        lock (_lock)
        {
            (_stored, _decided) = (rows, rows);
        }
    }

    /// <summary>A command that may have waited is decided now: what it has sent does not count before.</summary>
    /// <param name="name">Name of its input.</param>
    /// <param name="stored">What is stored for it; null: nothing.</param>
    public void Begin(string name, StoredInput? stored)
    {
        lock (_lock)
        {
            _decided = With(_decided, name, stored);
        }
    }

    /// <summary>The command is refused: what it has sent does not count.</summary>
    /// <inheritdoc cref="Begin"/>
    public void Refuse(string name, StoredInput? stored)
    {
        lock (_lock)
        {
            (_stored, _decided) = (With(_stored, name, stored), With(_decided, name, stored));
        }
    }

    /// <summary>Takes a change that was decided.</summary>
    public void Decide(InputChange change)
    {
        lock (_lock)
        {
            _decided = With(_decided, change);
        }
    }

    /// <summary>Takes a change that is durable.</summary>
    public void Observe(InputChange change)
    {
        lock (_lock)
        {
            _stored = With(_stored, change);
        }
    }

    /// <summary>The stored values, decrypted, by name; those that the class has no input for are left out.</summary>
    /// <exception cref="InputException">One cannot be decrypted.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        lock (_lock)
        {
            return Open(_stored);
        }
    }

    /// <summary>The pipeline object with the present values; the same one until they change.</summary>
    /// <exception cref="InputException">A value is missing or wrong.</exception>
    public object Current()
    {
        lock (_lock)
        {
            return Create(Open(_decided));
        }
    }

    /// <summary>The pipeline object with the values that a change, which is not durable yet, leads to.</summary>
    /// <exception cref="InputException">A value is missing or wrong.</exception>
    public object After(InputChange change)
    {
        lock (_lock)
        {
            return Create(Open(With(_decided, change)));
        }
    }

    /// <summary>An input of the class.</summary>
    /// <exception cref="InputException">There is none with the name.</exception>
    public InputDescriptor Find(string name) => pipeline.Inputs.FirstOrDefault(input => input.Name == name) ?? throw InputBinder.Unknown(pipeline, name, "");

    /// <summary>The value of a stored text.</summary>
    /// <exception cref="InputException">It cannot be decrypted.</exception>
    public string Open(StoredInput stored) => stored.IsSensitive ? _cipher.Decrypt(stored.Name, stored.Text) : stored.Text;

    /// <summary>Checks a value, and encrypts it where its input is sensitive.</summary>
    /// <returns>The text to store, and whether it is encrypted.</returns>
    /// <exception cref="InputException">The value does not fit, there is no such input, or no key.</exception>
    public (string Text, bool IsSensitive) Seal(string name, string value)
    {
        var input = Find(name);
        Check(input, value);
        return (input.IsSensitive ? _cipher.Encrypt(name, value) : value, input.IsSensitive);
    }

    /// <summary>Encrypts a stored value with the first key.</summary>
    /// <exception cref="InputException">It cannot be decrypted, or there is no key.</exception>
    public string Rotate(StoredInput stored) => _cipher.Encrypt(stored.Name, Open(stored));

    /// <summary>Checks a value of an input.</summary>
    /// <exception cref="InputException">It does not fit.</exception>
    public void Check(InputDescriptor input, string value)
    {
        var problems = new List<InputException>();
        check(new InputValues(new Dictionary<string, GivenInput> { [input.Name] = new(value, "", input.IsSensitive) }, problems));
        if (problems.Count > 0)
        {
            throw problems[0];
        }
    }

    /// <summary>The option of the command line that gives an input in this program; null without one.</summary>
    public string? OptionOf(string name) => options.IsCommandLine && options.Inputs.ContainsKey(name) ? InputBinder.OptionOf(Find(name)) : null;

    /// <summary>The inputs with the values in effect, as far as this program knows them. Nothing is decrypted.</summary>
    /// <param name="stored">What is stored.</param>
    public IReadOnlyDictionary<string, GivenInput> Describe(IReadOnlyDictionary<string, StoredInput> stored) =>
        InputBinder.Read(pipeline, options, services, stored.ToDictionary(static row => row.Key, static row => row.Value.IsSensitive ? "" : row.Value.Text));

    private static Dictionary<string, StoredInput> With(IReadOnlyDictionary<string, StoredInput> before, InputChange change)
    {
        var rows = new Dictionary<string, StoredInput>(before);
        StoredInputs.Apply(rows, change);
        return rows;
    }

    private static Dictionary<string, StoredInput> With(IReadOnlyDictionary<string, StoredInput> before, string name, StoredInput? stored)
    {
        var rows = new Dictionary<string, StoredInput>(before);
        rows.Remove(name);
        if (stored is not null)
        {
            rows.Add(name, stored);
        }

        return rows;
    }

    private Dictionary<string, string> Open(IReadOnlyDictionary<string, StoredInput> stored) =>
        pipeline.Inputs.Where(input => stored.ContainsKey(input.Name)).ToDictionary(static input => input.Name, input => Open(stored[input.Name]));

    private object Create(Dictionary<string, string> values)
    {
        if (_newest is not { } newest || newest.Values.Count != values.Count || values.Any(value => newest.Values.GetValueOrDefault(value.Key) != value.Value))
        {
            _newest = newest = (values, create(InputBinder.Bind(pipeline, options, services, values)));
        }

        return newest.Object;
    }
}
