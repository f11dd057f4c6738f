using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Tests.Generated;

namespace Dataflow.Pipelines.Control.Tests.Approvals;

/// <summary>Forms of approvals, and the outputs that generated code reads.</summary>
public sealed class ApprovalFormTests
{
    private static readonly ApprovalForm Form = ApprovalForm.Of<Placement>("approved");

    [Fact]
    public void A_form_has_the_columns_of_its_record_without_the_one_that_the_decision_sets()
    {
        Assert.Equal(("placement", "region replicas share"), (Form.Name, string.Join(' ', Form.Fields.Select(static field => field.Name))));
        Assert.Equal(4, ApprovalForm.Of<Placement>(null).Fields.Count);
        Assert.Equal(
            """{"name":"placement","fields":[{"name":"region","type":"text","nullable":false},{"name":"replicas","type":"int32","nullable":false},{"name":"share","type":"float64","nullable":true}]}""",
            Form.Describe());
    }

    [Theory]
    [InlineData("""{"region":"eu","replicas":2}""", null)]
    [InlineData("""{"replicas":2,"region":"eu","share":0.5}""", null)]
    [InlineData("""{"region":"eu"}""", "replicas is missing")]
    [InlineData("""{"region":"eu","replica":2}""", "the form has no member 'replica'; did you mean 'replicas'")]
    [InlineData("""{"region":"eu","replicas":2,"zzzzzzzzz":1}""", "the form has no member 'zzzzzzzzz'; its members are region, replicas, share")]
    [InlineData("""{"region":"eu","replicas":2,"approved":true}""", "'approved' follows from the decision and is not a member of the form")]
    [InlineData("""{"region":"eu","replicas":2,"replicas":3}""", "the member 'replicas' is given twice")]
    [InlineData("[1]", "a form is a JSON object, not array")]
    public void What_is_wrong_with_a_form_names_the_member(string json, string? problem) => Assert.Equal(problem, Form.Check(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_value_of_another_type_is_shown()
    {
        var problem = Form.Check("""{"region":"eu","replicas":"two"}"""u8.ToArray());
        Assert.StartsWith("replicas is no ", problem, StringComparison.Ordinal);
        Assert.EndsWith("\"two\"", problem, StringComparison.Ordinal);
        Assert.StartsWith("a form is a JSON object; this text is not JSON: ", Form.Check("{"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_that_is_too_deep_for_an_output_is_refused()
    {
        var problem = Form.Check(Encoding.UTF8.GetBytes($$"""{"region":"eu","replicas":2,"share":{{new string('[', 40)}}{{new string(']', 40)}}}"""));
        Assert.Contains("depth", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outcome_is_read_with_its_form()
    {
        var json = """{"approval_result":"approved","approval_comment":"ok","decided_by":"ann","decided_at":"2026-11-29T01:00:00+01:00","form":{"region":"eu","replicas":2}}"""u8.ToArray();
        var outcome = ApprovalOutcome<Placement>.Read(json, "approved")!;
        Assert.Equal(("approved", true, "ok", "ann", new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero)), (outcome.Result, outcome.IsApproved, outcome.Comment, outcome.DecidedBy, outcome.DecidedAt));
        Assert.Equal(new Placement(true, "eu", 2, null), outcome.Form);
        var plain = ApprovalOutcome.Read(json)!;
        Assert.Equal(("approved", true, "ok", "ann", outcome.DecidedAt), (plain.Result, plain.IsApproved, plain.Comment, plain.DecidedBy, plain.DecidedAt));
    }

    [Fact]
    public void A_rejection_has_no_form_and_an_empty_output_is_none()
    {
        var outcome = ApprovalOutcome<Placement>.Read("""{"approval_result":"rejected","decided_by":"timeout","decided_at":"2026-11-29T01:00:00Z","form":null}"""u8.ToArray(), "approved")!;
        Assert.Equal(("rejected", false, null, "timeout", null), (outcome.Result, outcome.IsApproved, outcome.Comment, outcome.DecidedBy, outcome.Form));
        Assert.Null(ApprovalOutcome<Placement>.Read("{}"u8.ToArray(), "approved"));
        Assert.Null(ApprovalOutcome.Read("{}"u8.ToArray()));
    }

    [Theory]
    [InlineData("""{"decided_by":"ann"}""", "The output is no decision of an approval: approval_result is missing.")]
    [InlineData("""{"approval_result":true}""", "The output is no decision of an approval: approval_result is no text: true.")]
    [InlineData("""{"approval_result":"approved","decided_by":"ann","decided_at":"2026-11-29T01:00:00Z","form":3}""", "The output is no decision of an approval: form is no object.")]
    [InlineData("""{"approval_result":"approved","decided_by":"ann","decided_at":"2026-11-29T01:00:00Z","form":{"region":"eu"}}""", "The form of the approval is no Placement: replicas is missing.")]
    [InlineData("7", "The output is no decision of an approval: it is a JSON number.")]
    public void What_is_wrong_with_an_output_names_the_member(string json, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => ApprovalOutcome<Placement>.Read(Encoding.UTF8.GetBytes(json), "approved")).Message);
}
