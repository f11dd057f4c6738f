using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[Approval]</c>: who decides it and when, its form, and who takes its values.</summary>
public sealed class ApprovalTests
{
    private const string Class = """
        [Record] public readonly partial record struct Deployment([Approved] bool IsApproved, string ModelVersion, double? Share);
        [Record] public readonly partial record struct Plain(string ModelVersion, long Rows);
        [Record] public readonly partial record struct Answered([Approved] string Answer);
        [Record] public readonly partial record struct Perhaps([Approved] bool? Answer);
        [Record] public readonly partial record struct Twice([Approved] bool One, [Approved] bool Two);
        [Record] public readonly partial record struct Moved([Approved] bool Yes, [JsonPath("a.b")] string Text);
        [Record] public readonly partial record struct Inside([Approved, JsonPath("a.b")] bool Yes);
        [Record] public readonly partial record struct Ranked([RowCount] long Rows);
        [Record] public readonly partial record struct Signed(string DecidedBy);

        [Pipeline("p")]
        public sealed partial class P
        {
            [Input("Team")] public string Team { get; init; } = "ml";
            [Input("Token", Sensitive = true)] public string Token { get; init; } = "x";
            [Task, StartWhen("event:pipeline.started")] public Task<Item> Train() => Task.FromResult(new Item(1, "k"));
            [Approval(Title = "Deploy", Approvers = ["a@b.org"]), StartWhen("event:train.completed")] public partial Approval<Deployment> Review { get; }
            [Approval(Title = "Really", Approvers = ["a@b.org"]), StartWhen("event:train.completed")] public partial Approval Confirm { get; }

        """;

    private const string Rest = ", StartWhen(\"event:train.completed\")] public partial ";

    [Fact]
    public Task An_approval_without_a_title() => InClass(
        "DFP0017", "[⟦Approval(Approvers = [\"a@b.org\"])⟧" + Rest + "Approval Ask { get; }", "'Ask' needs Title, what is asked, as in Title = \"Deploy the model\"");

    [Theory]
    [InlineData("")]
    [InlineData(", Approvers = []")]
    public Task An_approval_without_approvers(string approvers) => InClass(
        "DFP0017", "[⟦Approval(Title = \"t\"" + approvers + ")⟧" + Rest + "Approval Ask { get; }", "'Ask' needs Approvers, who may decide, as in Approvers = [\"ml@example.com\"]");

    [Theory]
    [InlineData("OnTimeout = ApprovalTimeout.Approve", "Timeout, after which OnTimeout decides, as in Timeout = \"2h\"")]
    [InlineData("EscalateTo = [\"c\"]", "EscalateAfter, when EscalateTo is asked too, as in EscalateAfter = \"1h\"")]
    [InlineData("EscalateAfter = \"1h\"", "EscalateTo, who is asked after EscalateAfter, as in EscalateTo = [\"lead@example.com\"]")]
    public Task A_setting_without_its_other_half(string setting, string needed) => InClass(
        "DFP0017", "[⟦Approval(Title = \"t\", Approvers = [\"a\"], " + setting + ")⟧" + Rest + "Approval Ask { get; }", "'Ask' needs " + needed);

    [Theory]
    [InlineData("Approvers = [⟦\" \"⟧]", "the name of an approver is empty")]
    [InlineData("Approvers = [\"a\", ⟦\"A\"⟧]", "'A' is named twice, and has one vote")]
    [InlineData("Approvers = [\"a\"], EscalateAfter = \"1h\", EscalateTo = [⟦\"a\"⟧]", "'a' is named twice, and has one vote")]
    [InlineData("Approvers = [\"a\"], Timeout = \"2h\", RemindEvery = ⟦\"2h\"⟧", "RemindEvery is 2h, and it is decided after its Timeout of 2h; make it shorter")]
    [InlineData("Approvers = [\"a\"], Timeout = \"2h\", EscalateAfter = ⟦\"3h\"⟧, EscalateTo = [\"b\"]", "EscalateAfter is 3h, and it is decided after its Timeout of 2h; make it shorter")]
    public Task An_approval_that_cannot_be_decided(string settings, string problem) => InClass(
        "DFP1020", "[Approval(Title = \"t\", " + settings + ")" + Rest + "Approval Ask { get; }", "The approval 'Ask' cannot be used: " + problem);

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    public Task A_quorum_that_cannot_be_reached(string quorum) => InClass(
        "DFP0019",
        "[Approval(Title = \"t\", Approvers = [\"a\", \"b\"], EscalateAfter = \"1h\", EscalateTo = [\"c\"], Quorum = ⟦" + quorum + "⟧)" + Rest + "Approval Ask { get; }",
        "Quorum of 'Ask' must be from 1 to 2, the number of its approvers, and is " + quorum);

    [Theory]
    [InlineData("Timeout = \"2⟦x⟧\"", "'2x' is no duration: 'x' is no unit; write a whole number and one of the units ms, s, m, h, d, as in \"5m\"")]
    [InlineData("Timeout = \"2h\", RemindEvery = ⟦\"{{ pipeline.input.team }}\"⟧", "'{{ pipeline.input.team }}' is no duration: it is a part of the descriptor, which no input changes; write a constant")]
    [InlineData("EscalateAfter = \"⟦0s⟧\", EscalateTo = [\"b\"]", "'0s' is no duration: it must be longer than zero")]
    public Task A_duration_that_cannot_be_read(string setting, string message) => InClass("DFP2005", "[Approval(Title = \"t\", Approvers = [\"a\"], " + setting + ")" + Rest + "Approval Ask { get; }", message);

    [Theory]
    [InlineData("Answered", "Answer", "[Approved] belongs on a bool, and it is of type 'string'")]
    [InlineData("Perhaps", "Answer", "[Approved] belongs on a bool, and it is of type 'bool?'")]
    [InlineData("Moved", "Text", "a form is filled in by the names of its members; take its [JsonPath] away")]
    [InlineData("Inside", "Yes", "a form is filled in by the names of its members; take its [JsonPath] away")]
    [InlineData("Twice", "Two", "[Approved] stands twice")]
    [InlineData("Ranked", "Rows", "[RowCount] is for the output of a statement")]
    [InlineData("Signed", "DecidedBy", "each decision has a value 'decided_by'; give it another name")]
    public Task A_record_that_is_no_form(string record, string member, string problem) => InClass(
        "DFP2027", "[Approval(Title = \"t\", Approvers = [\"a\"])" + Rest + "⟦Approval<" + record + ">⟧ Ask { get; }", "The form of 'Ask' cannot have '" + member + "': " + problem);

    [Theory]
    [InlineData("Title = \"{{ train.⟦idd⟧ }}\"", "'train.idd' is unknown: 'Item' has no 'idd'; did you mean 'id'?", "id")]
    [InlineData("Approvers = [\"{{ review.⟦approval_resul⟧ }}\"]", "'review.approval_resul' is unknown: 'Review' has no 'approval_resul'; did you mean 'approval_result'?", "approval_result")]
    public Task A_value_that_is_unknown(string setting, string message, string suggestion) => InClass(
        "DFP1006", "[Approval(" + (setting.StartsWith("Title", StringComparison.Ordinal) ? "Approvers = [\"a\"], " : setting.StartsWith("Appr", StringComparison.Ordinal) ? "Title = \"t\", " : "Title = \"t\", Approvers = [\"a\"], ") + setting + ")" + Rest + "Approval Ask { get; }", message, suggestion);

    [Fact]
    public Task A_text_that_shows_a_secret() => InClass(
        "DFP1016",
        "[Approval(Title = \"t\", Approvers = [\"a\"], Description = \"{{ ⟦pipeline.input.token⟧ }}\")" + Rest + "Approval Ask { get; }",
        "The description would show 'pipeline.input.token', a sensitive input; leave it out");

    [Fact]
    public Task A_text_with_a_value_that_may_be_missing() => InClass(
        "DFP1011",
        """[Approval(Title = "of {{ ⟦train.id⟧ }}", Approvers = ["a"]), StartWhen("event:pipeline.started")] public partial Approval Ask { get; }""",
        "'the title' takes a value of 'Train', which need not have completed when 'Ask' starts: wait for it in [StartWhen]");

    [Fact]
    public Task A_result_that_is_none() => InClass(
        "DFP1006",
        """[Task, StartWhen("event:confirm.completed && {{ confirm.approval_result == '⟦aproved⟧' }}")] public Task Go() => Task.CompletedTask;""",
        "'aproved' is unknown: did you mean 'approved'?",
        "approved");

    [Fact]
    public Task A_record_of_an_approval_without_a_form() => InClass(
        "DFP1003",
        """[Task, StartWhen("event:confirm.completed")] public Task Go([From(nameof(⟦Confirm⟧))] Deployment? form) => Task.CompletedTask;""",
        "'Confirm' has no such output: it is an approval without a record; take its values, as in [Value(\"{{ confirm.approval_result }}\")]");

    [Theory]
    [InlineData("event:review.completed")]
    [InlineData("event:review.completed && {{ review.approval_result == 'rejected' }}")]
    [InlineData("event:review.completed && {{ review.is_approved != true }}")]
    [InlineData("event:review.completed && {{ review.model_version != 'x' }}")]
    [InlineData("event:review.completed && {{ review.is_approved }} || event:review.completed && event:train.completed")]
    [InlineData("event:review.completed && {{ confirm.approval_result == 'approved' }}")]
    public Task A_value_of_a_form_that_may_have_been_rejected(string trigger) => InClass(
        "DFP1021",
        "[Task, StartWhen(\"" + trigger + "\")] public Task Go([Value(⟦\"{{ review.model_version }}\"⟧)] string version) => Task.CompletedTask;",
        "'version' takes a value of the form of 'Review', which may have been rejected when 'Go' starts: make the parameter 'string?', or start only where it was approved, && {{ review.approval_result == 'approved' }}");

    [Fact]
    public Task A_form_that_may_have_been_rejected() => InClass(
        "DFP1021",
        """[Task, StartWhen("event:review.completed")] public Task Go([From(nameof(Review))] ⟦Deployment⟧ form) => Task.CompletedTask;""",
        "'form' takes a value of the form of 'Review', which may have been rejected when 'Go' starts: make the parameter 'Deployment?', or start only where it was approved, && {{ review.approval_result == 'approved' }}");

    [Fact]
    public Task A_text_with_a_value_of_a_form_that_may_have_been_rejected() => InClass(
        "DFP1021",
        """[Process("deploy {{ ⟦review.model_version⟧ }}"), StartWhen("event:review.completed")] public partial ProcessTask Go { get; }""",
        "'the command' takes a value of the form of 'Review', which may have been rejected when 'Go' starts: start only where it was approved, && {{ review.approval_result == 'approved' }}");

    [Theory]
    [InlineData("event:review.completed && {{ review.approval_result == 'approved' }}")]
    [InlineData("event:review.completed && {{ 'approved' == review.approval_result }}")]
    [InlineData("event:review.completed && {{ review.approval_result != 'rejected' }}")]
    [InlineData("event:review.completed && !({{ review.approval_result == 'rejected' }})")]
    [InlineData("event:review.completed && {{ review.is_approved }}")]
    [InlineData("event:review.completed && {{ review.is_approved == true }}")]
    [InlineData("event:review.completed && {{ review.is_approved != false }}")]
    [InlineData("event:review.completed && {{ review.model_version == '7' }}")]
    [InlineData("event:review.completed && {{ review.share > 0.5 }}")]
    [InlineData("event:review.completed && {{ review.model_version != null }}")]
    [InlineData("event:after.completed")]
    public Task A_value_of_a_form_that_was_approved(string trigger) => NothingInClass(
        "[Task, StartWhen(\"event:review.completed && {{ review.is_approved }}\")] public Task After() => Task.CompletedTask;\n"
        + "[Task, StartWhen(\"" + trigger + "\")] public Task Go([Value(\"{{ review.model_version }}\")] string version, [From(nameof(Review))] Deployment form) => Task.CompletedTask;");

    [Fact]
    public Task A_text_for_a_parameter_with_a_value_of_a_form_that_may_have_been_rejected() => InClass(
        "DFP1021",
        """[Task, StartWhen("event:review.completed")] public Task Go([Value("version {{ ⟦review.model_version⟧ }}")] string text) => Task.CompletedTask;""",
        "'text' takes a value of the form of 'Review', which may have been rejected when 'Go' starts: start only where it was approved, && {{ review.approval_result == 'approved' }}");

    [Fact]
    public Task Values_that_may_be_missing_are_optional() => NothingInClass(
        """
        [Task, StartWhen("event:review.completed")]
        public Task Go([From(nameof(Review))] Deployment? form, [Value("{{ review.model_version }}")] string? version, [Value("{{ review.is_approved }}")] bool isApproved,
            [Value("{{ review.approval_result }}")] string result, [Value("{{ review.approval_comment }}")] string? comment, [Value("{{ review.decided_at }}")] DateTimeOffset at) => Task.CompletedTask;
        """);

    [Theory]
    [InlineData("Approval")]
    [InlineData("Approval<Deployment>")]
    [InlineData("Approval<Plain>")]
    public Task A_sound_approval(string type) => NothingInClass(
        "[Approval(Title = \"Deploy {{ train.id }}\", Description = \"by {{ pipeline.input.team }} {{ run.id }}\", Approvers = [\"{{ pipeline.input.team }}\", \"b\"], Quorum = 2, Timeout = \"2h\", "
        + "OnTimeout = ApprovalTimeout.Approve, RemindEvery = \"10m\", EscalateAfter = \"1h\", EscalateTo = [\"c\"], Channel = \"mail\"), Backoff(\"1s\"), RetryWhen(\"event:ask.failed\"), "
        + "AlertWhen(\"event:ask.completed && {{ approval_result == 'rejected' }}\")" + Rest + type + " Ask { get; }");

    private static Task InClass(string id, string members, string message, string? suggestion = null) => Expect.InSourceAsync(id, Class + members + "\n}\n", message, suggestion);

    private static Task NothingInClass(string members) => Expect.NothingInSourceAsync(Class + members + "\n}\n");
}
