using System.Buffers;

namespace Dataflow.Pipelines;

/// <summary>One message that is being written. Owned by a lane and reused for each record.</summary>
internal sealed class TextLine
{
    private readonly TextLayout _layout;

    // A field, not a property: the generated code writes through a reference to it.
    private TextWriterFields _fields;

    public TextLine(TextLayout layout)
    {
        _layout = layout;
        _fields = new TextWriterFields(layout);
    }

    /// <summary>Receives the fields.</summary>
    public ref TextWriterFields Fields => ref _fields;

    /// <summary>Writes the fields in the order of the messages.</summary>
    public void CopyTo(IBufferWriter<byte> output)
    {
        var length = _layout.ColumnOf.Length - 1;
        foreach (var column in _layout.ColumnOf)
        {
            length += column < 0 ? 0 : _fields[column].Length;
        }

        var target = output.GetSpan(length);
        var at = 0;
        for (var field = 0; field < _layout.ColumnOf.Length; field++)
        {
            if (field > 0)
            {
                target[at++] = _layout.Delimiter;
            }

            if (_layout.ColumnOf[field] is >= 0 and var column)
            {
                var text = _fields[column];
                text.CopyTo(target[at..]);
                at += text.Length;
            }
        }

        output.Advance(length);
        _fields.Clear();
    }
}
