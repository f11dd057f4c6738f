using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>The events that the triggers of a pipeline name, each once, in the order in which they are first named.</summary>
/// <param name="graph">The pipeline.</param>
internal sealed class EventTable(PipelineGraph graph)
{
    private readonly Dictionary<string, int> _indexes = [];
    private readonly List<string> _code = [];

    /// <summary>The C# expressions that create them.</summary>
    public IReadOnlyList<string> Code => _code;

    /// <summary>The index of an event or cron.</summary>
    public int IndexOf(TriggerExpression expression)
    {
        var (name, code) = expression is CronExpression cron ? Cron(cron) : Event(((EventExpression)expression).Name);
        if (!_indexes.TryGetValue(name, out var index))
        {
            _indexes.Add(name, index = _code.Count);
            _code.Add(code);
        }

        return index;
    }

    private (string Name, string Code) Cron(CronExpression cron)
    {
        var zone = cron.TimeZone.Length > 0 ? cron.TimeZone : graph.Pipeline.TimeZone?.Text ?? "UTC";
        var text = cron.Schedule.Text;
        return ("cron:" + text + ";tz=" + zone, "flow::CodeGeneration.ControlEvent.Cron(" + Literals.Text(text) + ", " + Literals.Text(zone) + ")");
    }

    private (string Name, string Code) Event(string name)
    {
        var (kind, node, owner, word) = EventOwner.Of(graph.Pipeline, name);
        return (name, kind switch
        {
            EventOwnerKind.Node => "flow::CodeGeneration.ControlEvent.OfNode(" + node.ToString(System.Globalization.CultureInfo.InvariantCulture) + ", " + Literals.Text(owner) + ", " + Literals.Text(word) + ")",
            EventOwnerKind.Pipeline => "flow::CodeGeneration.ControlEvent.OfPipeline(" + Literals.Text(word) + ")",
            _ => "flow::CodeGeneration.ControlEvent.External(" + Literals.Text(name) + ")",
        });
    }
}
