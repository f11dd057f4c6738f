using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>The part of a terminal that programs of tests use: text, cursor movements, erasing, and the visibility of the cursor. Rows never scroll away.</summary>
internal sealed class TerminalScreen
{
    private const char Escape = '\x1b';
    private readonly List<StringBuilder> _rows = [new()];
    private readonly StringBuilder _raw = new();
    private readonly StringBuilder _sequence = new();
    private int _row;
    private int _column;

    internal bool IsCursorVisible { get; private set; } = true;

    internal string Raw => _raw.ToString();

    internal IReadOnlyList<string> Rows => [.. _rows.Select(static row => row.ToString())];

    internal void Write(ReadOnlySpan<char> characters)
    {
        _raw.Append(characters);
        foreach (var character in characters)
        {
            if (_sequence.Length > 0 || character == Escape)
            {
                _sequence.Append(character);
                if (IsComplete(_sequence))
                {
                    Obey(_sequence.ToString());
                    _sequence.Clear();
                }
            }
            else
            {
                Put(character);
            }
        }
    }

    // ESC [ parameters letter; every other sequence that is used here has one character after ESC.
    private static bool IsComplete(StringBuilder sequence) => sequence.Length > 1 && (sequence[1] != '[' || (sequence.Length > 2 && sequence[^1] is >= '@' and <= '~'));

    private void Put(char character)
    {
        switch (character)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                MoveTo(_row + 1);
                break;
            case >= ' ':
                var row = _rows[_row];
                row.Append(' ', Math.Max(0, _column + 1 - row.Length));
                row[_column++] = character;
                break;
        }
    }

    private void Obey(string sequence)
    {
        var parameters = sequence.Length > 2 ? sequence[2..^1] : "";
        var number = int.TryParse(parameters, CultureInfo.InvariantCulture, out var given) ? given : 1;
        switch (sequence[^1])
        {
            case 'A':
                MoveTo(_row - number);
                break;
            case 'B':
                MoveTo(_row + number);
                break;
            case 'K' when parameters == "2":
                _rows[_row].Clear();
                break;
            case 'K':
                _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
                break;
            case 'h' or 'l' when parameters == "?25":
                IsCursorVisible = sequence[^1] == 'h';
                break;
        }
    }

    private void MoveTo(int row)
    {
        _row = Math.Max(0, row);
        while (_rows.Count <= _row)
        {
            _rows.Add(new());
        }
    }
}
