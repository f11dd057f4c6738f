using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// The job that a checkpoint store belongs to, and the number of its starts. A start makes its attempt durable here before it writes
/// anything else, so that no two starts share one.
/// </summary>
/// <param name="Format">Version of this shape.</param>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Instance">Random, generated at the first start: distinguishes this store's job from others of the same pipeline. Part of file names and committed offsets.</param>
/// <param name="Attempt">Number of the newest start, from 1.</param>
internal sealed record JobIdentity(int Format, string Pipeline, string Instance, long Attempt)
{
    public const int CurrentFormat = 1;

    /// <summary>How many times each record has failed the job; see <see cref="Faults.RecordFailures"/>.</summary>
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
