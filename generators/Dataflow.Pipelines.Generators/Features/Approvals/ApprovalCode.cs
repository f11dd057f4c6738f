using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>The texts of an approval as C# expressions, and what is wrong with them: the same for the rule and for the emitter.</summary>
internal sealed class ApprovalCode
{
    private readonly PipelineGraph _graph;
    private readonly int _index;
    private readonly PathCompiler _paths;
    private readonly List<DiagnosticModel> _faults = [];

    public ApprovalCode(PipelineGraph graph, int index, ApprovalModel approval, PathCompiler paths)
    {
        (_graph, _index, _paths) = (graph, index, paths);
        Title = approval.Title is { } title ? Compile(title, "title") : "";
        Description = approval.Description is { } description ? Compile(description, "description") : null;
        Approvers = [.. approval.Approvers.Select(approver => Compile(approver, "approver"))];
        EscalateTo = [.. approval.EscalateTo.Select(approver => Compile(approver, "approver"))];
    }

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>What is asked.</summary>
    public string Title { get; }

    /// <summary>What is needed to decide; null without one.</summary>
    public string? Description { get; }

    /// <summary>Who may decide.</summary>
    public IReadOnlyList<string> Approvers { get; }

    /// <summary>Who is asked later.</summary>
    public IReadOnlyList<string> EscalateTo { get; }

    private string Compile(TextModel text, string part)
    {
        var compiler = new TextCompiler(_graph, _index, text, _paths, "the " + part);
        var code = compiler.Compile();
        _faults.AddRange(compiler.Faults);

        // Names of inputs that do not exist were reported; the texts are stored in the run store and sent.
        if (compiler.Faults.Count == 0)
        {
            _faults.AddRange(SecretRule.Check(_graph.Pipeline, compiler.Values, text, "The " + part, "leave it out"));
        }

        return code;
    }
}
