using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Publishes to the pipelines of the host that declare an event.</summary>
internal sealed class PipelineEvents(IEnumerable<IEventReceiver> receivers) : IPipelineEvents
{
    private readonly IEventReceiver[] _receivers = [.. receivers];

    public async Task<bool> PublishAsync(string name, string payload, string? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(payload);
        Check(payload);
        var declaring = _receivers.Where(receiver => receiver.ExternalEvents.Contains(name)).ToList();
        if (declaring.Count == 0)
        {
            throw new ArgumentException(Unknown(name, _receivers.SelectMany(static receiver => receiver.ExternalEvents)), nameof(name));
        }

        key ??= Guid.CreateVersion7().ToString("N");
        var isNew = false;
        foreach (var receiver in declaring)
        {
            isNew |= await receiver.PublishAsync(name, payload, key, cancellationToken);
        }

        return isNew;
    }

    /// <summary>The error for an event that no pipeline declares.</summary>
    public static string Unknown(string name, IEnumerable<string> declared)
    {
        var known = declared.Distinct().Order(StringComparer.Ordinal).ToList();
        return NearestName.Find(name, known) is { } nearest ? $"No pipeline declares the event '{name}'{NearestName.Ask(nearest)}"
            : known.Count == 0 ? $"No pipeline declares the event '{name}': add [ExternalEvent(\"{name}\")] to the class."
            : $"No pipeline declares the event '{name}'. Declared are {string.Join(", ", known)}.";
    }

    private static void Check(string payload)
    {
        try
        {
            EventPayload.Parse(payload);
        }
        catch (FormatException fault)
        {
            throw new ArgumentException(fault.Message, nameof(payload), fault);
        }
    }
}
