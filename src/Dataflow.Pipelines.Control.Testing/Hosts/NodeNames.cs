using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>Finds the nodes that a test names, by the name of the member or by the id. Immutable.</summary>
internal sealed class NodeNames(PipelineDescriptor descriptor, ControlGraph graph)
{
    /// <summary>Any node.</summary>
    /// <returns>Its index in the graph.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int Find(string name) => Find(name, static _ => true, "node", "");

    /// <summary>A node that runs execute.</summary>
    public int FindOfRun(string name) => Find(name, static node => !node.IsResident, "node", " that runs execute");

    /// <summary>A stream node.</summary>
    public int FindStream(string name) => Find(name, static node => node.IsResident, "stream node", "");

    /// <summary>An approval.</summary>
    public int FindApproval(string name) => Find(name, static node => node.Kind == ControlNodeKind.Approval, "approval", "");

    /// <summary>A node with an attempt: a task, a statement, a process.</summary>
    public int FindWork(string name) => Find(name, static node => node.Kind == ControlNodeKind.Work, "node", " whose work can be replaced");

    /// <summary>The id.</summary>
    public string IdOf(int node) => graph.Nodes[node].Id;

    /// <summary>Whether its attempts use something outside of the process.</summary>
    public bool IsOutside(string id) => descriptor.Nodes.Any(node => node.Id == id && node.Kind is NodeKind.Sql or NodeKind.Process);

    /// <summary>Checks the type of the output of a node, or of the form of an approval.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="given">Name of the record type that the test gives; empty: none.</param>
    /// <exception cref="ArgumentException">The node has another one.</exception>
    public void CheckRecord(int node, string given)
    {
        var id = IdOf(node);
        var declared = descriptor.Nodes.First(other => other.Id == id).Record;
        if (declared != given && !declared.EndsWith("." + given, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                declared.Length == 0 ? $"'{id}' of pipeline '{graph.Pipeline}' has no output: replace it with work that returns nothing, not with {given}."
                : given.Length == 0 ? $"'{id}' of pipeline '{graph.Pipeline}' has an output: return its {declared}."
                : $"The {(graph.Nodes[node].Kind == ControlNodeKind.Approval ? "form" : "output")} of '{id}' of pipeline '{graph.Pipeline}' is {declared}, not {given}.");
        }
    }

    private int Find(string name, Func<ControlNode, bool> isMeant, string kind, string more)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var found = descriptor.Nodes.FirstOrDefault(node => node.Member == name || node.Id == name)?.Id;
        var meant = Enumerable.Range(0, graph.Nodes.Count).Where(node => isMeant(graph.Nodes[node])).ToList();
        if (meant.Exists(node => graph.Nodes[node].Id == found))
        {
            return meant.Find(node => graph.Nodes[node].Id == found);
        }

        var members = descriptor.Nodes.Where(node => meant.Exists(index => graph.Nodes[index].Id == node.Id)).Select(static node => node.Member).ToList();
        throw new ArgumentException(found is not null
            ? $"'{name}' of pipeline '{graph.Pipeline}' is {Describe(graph.Nodes.First(node => node.Id == found))}"
            : $"Pipeline '{graph.Pipeline}' has no {kind} '{name}'{more}"
                + (NearestName.Find(name, members) is { } nearest ? NearestName.Ask(nearest) : members.Count == 0 ? "; it has none." : $"; it has {string.Join(", ", members)}."));
    }

    private static string Describe(ControlNode node) => node.Kind switch
    {
        ControlNodeKind.Approval => "an approval, which ApproveAsync and RejectAsync answer.",
        ControlNodeKind.Stream => "a stream node, whose job does not run in a test: report its life with FailStreamAsync, EndStreamAsync, SetHealthAsync and SetMetric.",
        _ => "executed in runs: read it with TestRun.Execution, replace its work with Replace.",
    };
}
