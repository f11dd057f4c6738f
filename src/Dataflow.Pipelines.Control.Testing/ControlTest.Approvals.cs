using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;

namespace Dataflow.Pipelines.Control.Testing;

/// <content>Votes.</content>
public sealed partial class ControlTest
{
    /// <summary>A person approves.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="who">The person, as the class names its approvers.</param>
    /// <returns><c>approved</c>, or how many approvals there are.</returns>
    /// <exception cref="ArgumentException">There is no such approval.</exception>
    /// <exception cref="CommandException">It was refused: the person may not decide, it does not wait, a form is missing.</exception>
    public Task<string> ApproveAsync(TestRun run, string node, string who) => ApproveAsync(run, node, who, "");

    /// <summary>A person approves.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="who">The person, as the class names its approvers.</param>
    /// <param name="comment">Why; may be empty.</param>
    /// <returns><c>approved</c>, or how many approvals there are.</returns>
    /// <exception cref="ArgumentException">There is no such approval.</exception>
    /// <exception cref="CommandException">It was refused: the person may not decide, it does not wait, a form is missing.</exception>
    public Task<string> ApproveAsync(TestRun run, string node, string who, string comment) => VoteAsync(run, node, who, approves: true, comment, "");

    /// <summary>A person fills the form and approves.</summary>
    /// <typeparam name="TForm">The record type of the form.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="who">The person, as the class names its approvers.</param>
    /// <param name="form">The form; the column that the decision sets is not used.</param>
    /// <returns><c>approved</c>, or how many approvals there are.</returns>
    /// <exception cref="ArgumentException">There is no such approval, or its form is another record.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task<string> ApproveAsync<TForm>(TestRun run, string node, string who, TForm form)
        where TForm : struct, IRecord<TForm> => ApproveAsync(run, node, who, form, "");

    /// <summary>A person fills the form and approves.</summary>
    /// <typeparam name="TForm">The record type of the form.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="who">The person, as the class names its approvers.</param>
    /// <param name="form">The form; the column that the decision sets is not used.</param>
    /// <param name="comment">Why; may be empty.</param>
    /// <returns><c>approved</c>, or how many approvals there are.</returns>
    /// <exception cref="ArgumentException">There is no such approval, or its form is another record.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task<string> ApproveAsync<TForm>(TestRun run, string node, string who, TForm form, string comment)
        where TForm : struct, IRecord<TForm> => VoteAsync(run, node, who, approves: true, comment, FormOf(node, form));

    /// <summary>A person rejects.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="who">The person, as the class names its approvers.</param>
    /// <param name="comment">Why; may be empty.</param>
    /// <returns><c>rejected</c>.</returns>
    /// <exception cref="ArgumentException">There is no such approval.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task<string> RejectAsync(TestRun run, string node, string who, string comment = "") => VoteAsync(run, node, who, approves: false, comment, "");

    private Task<string> VoteAsync(TestRun run, string node, string who, bool approves, string comment, string form)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        return SendAsync(new DecideApproval(IdOf(run), _world.Names.IdOf(_world.Names.FindApproval(node)), null, null, approves, comment ?? "", form), who);
    }

    private string FormOf<TForm>(string node, TForm form)
        where TForm : struct, IRecord<TForm>
    {
        var index = _world.Names.FindApproval(node);
        if (_world.Graph.Nodes[index].Approval?.Form is not { } declared)
        {
            throw new ArgumentException($"The approval '{_world.Names.IdOf(index)}' has no form: approve without one.", nameof(form));
        }

        _world.Names.CheckRecord(index, typeof(TForm).Name);
        using var complete = JsonDocument.Parse(OutputJson.Write(form));
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var member in complete.RootElement.EnumerateObject().Where(member => declared.Fields.Any(field => field.Name == member.Name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
