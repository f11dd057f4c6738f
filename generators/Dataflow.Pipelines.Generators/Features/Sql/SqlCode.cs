using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>Statements as C# expressions, and what is wrong with them: the same for the rule and for the emitter.</summary>
internal sealed class SqlCode
{
    private readonly PipelineGraph _graph;
    private readonly int _index;
    private readonly TextModel _text;
    private readonly HoleCompiler _holes;
    private readonly List<DiagnosticModel> _faults = [];

    public SqlCode(PipelineGraph graph, int index, SqlModel sql, PathCompiler paths)
    {
        (_graph, _index, _text) = (graph, index, sql.Statement);
        _holes = new HoleCompiler(graph, index, sql.Statement, paths, "the statement");
        IReadOnlyList<SqlHolePlace> places = [];
        try
        {
            (Pieces, places) = SqlTextParser.Parse(sql.Statement.Text);
        }
        catch (TriggerFault fault)
        {
            Report(fault.Start, fault.Length, fault.Message);
        }

        Holes = [.. places.Select(Compile)];
        if (sql.Folder is { } folder)
        {
            var text = new TextCompiler(graph, index, folder, paths, "the folder");
            Folder = text.Compile();
            _faults.AddRange(text.Faults);
        }

        _faults.AddRange(_holes.Faults);
    }

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>The constant text.</summary>
    public IReadOnlyList<string> Pieces { get; } = [];

    /// <summary>The values.</summary>
    public IReadOnlyList<string> Holes { get; }

    /// <summary>The folder of the file; null without one.</summary>
    public string? Folder { get; }

    private string Compile(SqlHolePlace place)
    {
        if (_holes.Compile(place.Value, needsText: false) is not { } value)
        {
            return "";
        }

        if (value.Kind == ValueKind.TableName)
        {
            if (place.IsPart)
            {
                Report(place.Start, place.Length, "a TableName holds the whole name, with its schema; no part of a name may touch it");
            }
        }
        else if (place.IsPart)
        {
            Report(place.Start, place.Length, "a value is no part of a name; make it a TableName that holds the whole name");
        }
        else if (place.After.Length > 0)
        {
            Report(place.Start, place.Length, "after " + place.After + " stands the name of a table, and a value of type '" + value.TypeDisplay + "' becomes a parameter; declare it as TableName");
        }

        // A value that is declared as nullable may be NULL; any other is missing where its node has no output.
        var isMissing = value.IsNullable && (!value.IsOptional || value.Kind == ValueKind.TableName) && place.Value is PathExpression && value.Kind != ValueKind.Payload;
        return "flow::CodeGeneration.SqlHole.Of(" + TemplateCode.Read(value) + (isMissing ? " ?? throw flow::CodeGeneration.OutputJson.Missing(" + _holes.Source(place.Value) + ")" : "") + ")";
    }

    private void Report(int start, int length, string problem) =>
        _faults.Add(DiagnosticModel.Of(SqlDescriptors.BadStatement, _text.Anchor.Slice(start, length), _graph.Node(_index).Name, problem));
}
