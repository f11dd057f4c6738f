using System.Security.Cryptography;
using System.Text;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>The name of a result table or file: the same in all attempts of an execution, and of no other.</summary>
internal static class SqlResultName
{
    // PostgreSQL cuts longer identifiers off without an error.
    private const int MaxLength = 63;
    private const int HashLength = 16;

    /// <summary>Node and run in letters a to z, digits and underscores, no digit first, cut where they are long, and a hash of both.</summary>
    public static string Of(RunContext run)
    {
        var exact = $"{run.Node}_{run.RunId}{(run.Number == 1 ? "" : FormattableString.Invariant($"_{run.Number}"))}";
        var legal = new StringBuilder(exact.Length);
        foreach (var character in exact)
        {
            legal.Append(char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) ? character : '_');
        }

        if (char.IsAsciiDigit(legal[0]))
        {
            legal.Insert(0, '_');
        }

        // An underscore also separates: without the hash "a_b" in run "c" would be "a" in run "b_c".
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Node}\0{run.Key}")))[..HashLength];
        return $"{legal.ToString()[..Math.Min(legal.Length, MaxLength - HashLength - 1)]}_{hash}";
    }
}
