using System.Data.Common;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The statements of stored inputs.</summary>
internal static class InputTable
{
    /// <summary>The stored inputs of a pipeline.</summary>
    public static Statement List(string pipeline) => new(
        """
        SELECT c.config_key, c.config_value, c.config_type, c.is_sensitive, c.update_time
        FROM pipeline_job_config c JOIN pipeline_job_definition d ON d.id = c.job_id WHERE d.job_name = @pipeline
        """,
        ("pipeline", pipeline));

    /// <summary>The commands to a pipeline that no instance has taken.</summary>
    public static Statement Waiting(string pipeline) => new(
        """
        SELECT i.body FROM pipeline_inbox i JOIN pipeline_job_definition d ON d.id = i.job_id
        WHERE d.job_name = @pipeline AND i.kind = 'COMMAND' AND i.answer_time IS NULL ORDER BY i.number
        """,
        ("pipeline", pipeline));

    /// <summary>A row of <see cref="List"/>.</summary>
    public static StoredInput Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetFieldValue<DateTimeOffset>(4));

    /// <summary>Adds the statements of a change, without that of the audit.</summary>
    public static void Add(long job, InputChange change, List<Statement> statements)
    {
        switch (change)
        {
            case InputStored stored:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_job_config (job_id, config_key, config_value, config_type, is_sensitive, create_time, update_time)
                    VALUES (@job, @key, @value, @type, @sensitive, @at, @at)
                    ON CONFLICT (job_id, config_key) DO UPDATE SET config_value = @value, config_type = @type, is_sensitive = @sensitive, update_time = @at
                    """,
                    ("job", job), ("key", stored.Name), ("value", stored.Text), ("type", stored.Type), ("sensitive", stored.IsSensitive), ("at", stored.At)));
                break;
            case InputRemoved removed:
                statements.Add(new("DELETE FROM pipeline_job_config WHERE job_id = @job AND config_key = @key", ("job", job), ("key", removed.Name)));
                break;
            case InputsRotated rotated:
                // The values are the same: they keep the time at which they were stored.
                statements.AddRange(rotated.Texts.Select(input => new Statement(
                    "UPDATE pipeline_job_config SET config_value = @value WHERE job_id = @job AND config_key = @key", ("value", input.Value), ("job", job), ("key", input.Key))));
                break;
        }
    }

    /// <summary>What a change is in the audit, and the input that it concerns; null for several.</summary>
    public static (string Action, string? Input) Audit(InputChange change) => change switch
    {
        InputStored stored => ("SET_INPUT", stored.Name),
        InputRemoved removed => ("UNSET_INPUT", removed.Name),
        _ => ("ROTATE_INPUTS", null),
    };
}
