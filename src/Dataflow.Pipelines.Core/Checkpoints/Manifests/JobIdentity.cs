using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// Which job a checkpoint store belongs to, and how often it was started. A start makes its own attempt durable here before it writes
/// anything else, so that no two starts ever share one.
/// </summary>
/// <param name="Format">Version of this shape.</param>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Instance">Random, drawn at the first start: tells this store's job from every other of the same pipeline. In the names of files and in committed offsets.</param>
/// <param name="Attempt">Number of the newest start, from 1.</param>
internal sealed record JobIdentity(int Format, string Pipeline, string Instance, long Attempt)
{
    public const int CurrentFormat = 1;

    /// <summary>How often which records have failed the job; see <see cref="Faults.RecordFailures"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? RecordFailures { get; init; }

    /// <summary>Characters of an instance: those that cannot be mistaken for each other, 5 bits each.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>40 random bits as 8 characters.</summary>
    public static string DrawInstance(System.Security.Cryptography.RandomNumberGenerator random)
    {
        var bytes = new byte[8];
        random.GetBytes(bytes);
        return string.Create(bytes.Length, bytes, static (text, drawn) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[drawn[i] % Alphabet.Length];
            }
        });
    }
}
