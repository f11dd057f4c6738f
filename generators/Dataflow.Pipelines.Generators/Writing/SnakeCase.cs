using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>The same names as <c>JsonNamingPolicy.SnakeCaseLower</c>, which netstandard2.0 does not have.</summary>
internal static class SnakeCase
{
    private enum State
    {
        Start,
        Upper,
        LowerOrDigit,
        Space,
    }

    public static string Of(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        var state = State.Start;
        for (var i = 0; i < name.Length; i++)
        {
            switch (char.GetUnicodeCategory(name[i]))
            {
                case UnicodeCategory.UppercaseLetter:
                    // XMLStream is xml_stream: the last capital of a run begins a word if a lower-case letter follows.
                    if (state is State.LowerOrDigit or State.Space
                        || (state == State.Upper && i + 1 < name.Length && char.IsLower(name[i + 1])))
                    {
                        snake.Append('_');
                    }

                    snake.Append(char.ToLowerInvariant(name[i]));
                    state = State.Upper;
                    break;
                case UnicodeCategory.LowercaseLetter:
                case UnicodeCategory.DecimalDigitNumber:
                    if (state == State.Space)
                    {
                        snake.Append('_');
                    }

                    snake.Append(name[i]);
                    state = State.LowerOrDigit;
                    break;
                case UnicodeCategory.SpaceSeparator:
                    state = state == State.Start ? State.Start : State.Space;
                    break;
                default:
                    snake.Append(name[i]);
                    state = State.Start;
                    break;
            }
        }

        return snake.ToString();
    }
}
