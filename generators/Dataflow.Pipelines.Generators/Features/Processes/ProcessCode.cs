using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>A process as C# expressions, and what is wrong with it: the same for the rule and for the emitter.</summary>
internal sealed class ProcessCode
{
    private const string Reserved = "DATAFLOW_";
    private readonly PipelineGraph _graph;
    private readonly int _index;
    private readonly ProcessModel _process;
    private readonly PathCompiler _paths;
    private readonly List<DiagnosticModel> _faults = [];

    public ProcessCode(PipelineGraph graph, int index, ProcessModel process, PathCompiler paths)
    {
        (_graph, _index, _process, _paths) = (graph, index, process, paths);
        Words = Compile(process.Command, "command", isSecret: false, static text => [.. CommandParser.Parse(text).Select(static word => word.Parts)]);
        if (Words.Count == 0 && _faults.Count == 0)
        {
            Report(process.Command, 0, process.Command.Text.Length, "command", "it is empty; write a program and its arguments");
        }

        Environment = [.. process.Environment.Select(CompileVariable)];
        Folder = process.WorkingFolder is { } folder ? CompileText(folder, "working folder", isSecret: false, skipped: 0) : null;
    }

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Names and values of its variables.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; }

    /// <summary>The folder that it works in; null for the host's.</summary>
    public string? Folder { get; }

    /// <summary>The name of a variable; empty where the text does not begin with one.</summary>
    public static string NameOf(string variable)
    {
        var end = 0;
        while (end < variable.Length && (char.IsLetterOrDigit(variable[end]) || variable[end] == '_'))
        {
            end++;
        }

        return end > 0 && end < variable.Length && variable[end] == '=' && !char.IsDigit(variable[0]) ? variable.Substring(0, end) : "";
    }

    private (string Name, string Value) CompileVariable(TextModel variable, int position)
    {
        var name = NameOf(variable.Text);
        if (name.Length == 0)
        {
            Report(variable, 0, variable.Text.Length, "variable", "it has no name; write \"NAME=value\"");
        }
        else if (name.StartsWith(Reserved, StringComparison.Ordinal))
        {
            Report(variable, 0, name.Length, "variable '" + name + "'", "names that begin with " + Reserved + " are set by the control plane");
        }
        else if (_process.Environment.Take(position).Any(other => NameOf(other.Text) == name))
        {
            Report(variable, 0, name.Length, "variable '" + name + "'", "it is set twice");
        }

        return (name, CompileText(variable, "variable", isSecret: true, name.Length + 1));
    }

    private string CompileText(TextModel text, string part, bool isSecret, int skipped) =>
        string.Concat(Compile(text, part, isSecret, all => [Value(Template.Parse(all).Parts, skipped)]));

    // The parts without the name, with which the first of them begins.
    private static IReadOnlyList<TemplatePart> Value(IReadOnlyList<TemplatePart> parts, int skipped) =>
        parts.Count == 0 || parts[0].Hole is not null ? parts
        : parts[0].Text.Length <= skipped ? [.. parts.Skip(1)]
        : [parts[0] with { Text = parts[0].Text.Substring(skipped) }, .. parts.Skip(1)];

    private IReadOnlyList<string> Compile(TextModel text, string part, bool isSecret, Func<string, IReadOnlyList<IReadOnlyList<TemplatePart>>> parse)
    {
        IReadOnlyList<IReadOnlyList<TemplatePart>> words;
        try
        {
            words = parse(text.Text);
        }
        catch (TriggerFault fault)
        {
            Report(text, fault.Start, fault.Length, part, fault.Message);
            return [];
        }

        var compiler = new TextCompiler(_graph, _index, text, _paths, "the " + part);
        IReadOnlyList<string> code = [.. words.Select(compiler.Compile)];
        _faults.AddRange(compiler.Faults);
        if (!isSecret && compiler.Faults.Count == 0)
        {
            _faults.AddRange(SecretRule.Check(
                _graph.Pipeline, words.SelectMany(static word => word).Select(static part => part.Hole).OfType<TriggerExpression>(), text, "The " + part, "put it into Environment"));
        }

        return code;
    }

    private void Report(TextModel text, int start, int length, string part, string problem) => _faults.Add(DiagnosticModel.Of(
        ProcessDescriptors.BadCommand, text.IsMissing || length == 0 ? text.Anchor : text.Anchor.Slice(start, length), part, _graph.Node(_index).Name, problem));
}
