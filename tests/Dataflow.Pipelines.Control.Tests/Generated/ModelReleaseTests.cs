using Dataflow.Pipelines.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Generated approvals: what the class says is what is asked, and their values reach the nodes after them.</summary>
public sealed class ModelReleaseTests
{
    private readonly ControlGraph _graph = Graph<ModelRelease>();
    private readonly Log _log = new();
    private readonly NodeOutputs _outputs;

    public ModelReleaseTests()
    {
        _outputs = _graph.CreateOutputs!();
        _outputs.Set(0, """{"version":"7","error":0.81}"""u8.ToArray());
    }

    [Fact]
    public void What_is_asked_is_what_the_class_says()
    {
        var node = Node("review");
        var (asked, scope) = (node.Approval!, Scope());

        Assert.Equal(ControlNodeKind.Approval, node.Kind);
        Assert.Null(node.Work);
        Assert.Equal("Deploy 7", asked.Title(scope));
        Assert.Equal("The error of version 7 is 0.81.\nIs it \"good\"?", asked.Description!(scope));
        Assert.Equal(["data@example.com", "risk@example.com"], asked.Approvers(scope));
        Assert.Equal(["lead@example.com"], asked.EscalateTo!(scope));
        Assert.Equal((2, ApprovalTimeout.Approve, "mail"), (asked.Quorum, asked.OnTimeout, asked.Channel));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)), (node.Timeout, asked.RemindEvery, asked.EscalateAfter));
        Assert.Equal(["version", "share"], asked.Form!.Fields.Select(static field => field.Name));
        Assert.Null(asked.Form.Check("""{"version":"7"}"""u8.ToArray()));
        Assert.Contains("version", asked.Form.Check("""{"share":1}"""u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var node = Node("announce");
        var asked = node.Approval!;

        Assert.Equal((1, ApprovalTimeout.Reject), (asked.Quorum, asked.OnTimeout));
        Assert.Null(node.Timeout);
        Assert.Null(asked.Description);
        Assert.Null(asked.RemindEvery);
        Assert.Null(asked.EscalateAfter);
        Assert.Null(asked.EscalateTo);
        Assert.Null(asked.Channel);
        Assert.Null(asked.Form);
    }

    [Fact]
    public void A_missing_value_cannot_be_asked_about()
    {
        _outputs.Remove(0);
        var fault = Assert.Throws<InvalidOperationException>(() => Node("review").Approval!.Title(Scope()));

        Assert.StartsWith("It takes 'evaluate.version', which has no value: the node has not completed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approved_form_reaches_the_nodes_after_it()
    {
        _outputs.Set(1, """{"approval_result":"approved","approval_comment":null,"decided_by":"risk@example.com","decided_at":"2026-01-02T03:04:05Z","form":{"version":"7","share":0.5}}"""u8.ToArray());

        Assert.True(Starts("deploy"));
        Assert.False(Starts("withdraw"));
        await RunAsync("deploy");
        Assert.Equal(["deploy 7 to 0.5 approved True by risk@example.com"], _log.Lines);
    }

    [Fact]
    public async Task A_rejection_has_no_form()
    {
        _outputs.Set(1, """{"approval_result":"rejected","approval_comment":"too slow","decided_by":"risk@example.com","decided_at":"2026-01-02T03:04:05Z","form":null}"""u8.ToArray());

        Assert.False(Starts("deploy"));
        Assert.True(Starts("withdraw"));
        await RunAsync("withdraw");
        Assert.Equal(["withdraw all: too slow"], _log.Lines);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("deploy"));
        Assert.StartsWith("It takes 'review', which has no value: the node has not completed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_without_a_form_has_values_too()
    {
        _outputs.Set(4, """{"approval_result":"rejected","approval_comment":"later","decided_by":"timeout","decided_at":"2026-01-02T03:04:05Z","form":null}"""u8.ToArray());
        await RunAsync("send");

        Assert.Equal(["rejected at 2026-01-02T03:04:05+00:00: later"], _log.Lines);
    }

    private ControlNode Node(string id) => _graph.Nodes.Single(node => node.Id == id);

    private bool Starts(string node) => Assert.Single(Node(node).Start!.Disjuncts).Guard!(Scope());

    private async Task RunAsync(string node)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await Node(node).Work!(Scope())(Processes.Runs.Create("run-1", DateTimeOffset.UnixEpoch, node, 1, 1, services), CancellationToken.None);
    }

    private TriggerScope Scope() => new() { Pipeline = new ModelRelease(_log) { Team = "data@example.com" }, Outputs = _outputs, RunId = "run-1", Now = DateTimeOffset.UnixEpoch };

    private static ControlGraph Graph<T>()
        where T : class, IControlledPipeline<T> => T.Control;
}
