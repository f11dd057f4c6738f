using System.Text;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Writes indented lines; <c>using (code.Block("..."))</c> is a block in braces.</summary>
internal sealed class SourceBuilder
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line; an empty one without blanks.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a header and opens its block; disposal closes it.</summary>
    public Scope Block(string header, string end = "}")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    /// <summary>Indents the following lines, without braces.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, "");
    }

    public override string ToString() => _text.ToString();

    /// <summary>The open end of a block.</summary>
    internal readonly struct Scope(SourceBuilder code, string end) : IDisposable
    {
        public void Dispose()
        {
            code._depth--;
            if (end.Length > 0)
            {
                code.Line(end);
            }
        }
    }
}
