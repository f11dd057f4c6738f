using System.CommandLine;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Approvals.Links;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>Approvals in a host of the user's own: the service, links by mail, and the verb <c>approvals</c>.</summary>
public sealed class ApprovalHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly byte[] Key = "0123456789abcdef0123456789abcdef"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunStore Store => RunStore.Sqlite(Path.Combine(_folder, "runs.db"));

    private string KeyFile => Path.Combine(_folder, "link.key");

    [Fact]
    public async Task Approvals_are_listed_shown_and_decided_by_the_verb()
    {
        using var host = Host(Silent());
        await host.StartAsync(Cancellation);
        Assert.Equal("No approvals.\n", await DoAsync("list"));
        var run = await AskAsync(host, "m1");

        var lines = (await DoAsync("list", "--open")).Split('\n');
        Assert.Matches("^run +node +status +opened +deadline +approvals +decided by +approvers +title$", lines[0]);
        Assert.Matches($@"^{run} +review +OPEN +20\S+ \S+Z +20\S+ \S+Z +0 of 1 +ann@example.org, bob@example.org +Deploy m1$", lines[1]);
        var shown = await DoAsync("show", run, "review");
        Assert.StartsWith($"Deploy m1\n\nRun:        {run}\nNode:       review\nStatus:     OPEN\nApprovals:  0 of 1\n", shown, StringComparison.Ordinal);
        Assert.Contains("Form:       region (text), replicas (int32), share (float64, may be left out)\n", shown, StringComparison.Ordinal);

        Assert.Equal($"'eve' may not decide 'review' of run '{run}': its approvers are ann@example.org, bob@example.org.", await RefusedAsync("approve", run, "review", "--as", "eve", "--set", "region=eu", "--set", "replicas=2"));
        Assert.Equal("approved\n", await DoAsync("approve", run, "review", "--as", "ann@example.org", "--comment", "good", "--set", "region=eu", "--set", "replicas=2"));
        Assert.Equal("No approvals.\n", await DoAsync("list", "--open"));
        Assert.Matches($@"^'review' of run '{run}' was approved by ann@example.org at \S+ \S+Z\.$", await RefusedAsync("reject", run, "review", "--as", "bob@example.org"));

        var json = JsonDocument.Parse(await DoAsync("show", run, "review", "--json")).RootElement;
        Assert.Equal("APPROVED ann@example.org good", string.Join(' ', ((string[])["status", "decided_by", "comment"]).Select(name => json.GetProperty(name).GetString())));
        Assert.Equal("""{"region":"eu","replicas":2}""", json.GetProperty("form").GetString());
        Assert.Equal("""{"run":"RUN","node":"review","result":"rejected"}""" + "\n", (await DoAsync("reject", await AskAsync(host, "m2"), "review", "--as", "bob@example.org", "--json")).Replace((await NewestAsync(host)).Run, "RUN", StringComparison.Ordinal));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Wrong_arguments_are_named_before_anything_is_sent()
    {
        Assert.Equal("approvals approve needs the run and the approval, or --token.", await WrongAsync("approve"));
        Assert.Equal("Pipeline 'test' has no node 'reveiw'; did you mean 'review'?", await WrongAsync("reject", "r1", "reveiw"));
        Assert.Equal("--set is 'region', which is no MEMBER=VALUE.", await WrongAsync("approve", "r1", "review", "--set", "region"));
        Assert.Equal("--set: the form 'placement' has no member 'regoin'; did you mean 'region'?", await WrongAsync("approve", "r1", "review", "--set", "regoin=eu"));
        Assert.Equal("approvals approve has --form and --set: give one of them.", await WrongAsync("approve", "r1", "review", "--set", "region=eu", "--form", "{}"));
        const string Members = " Its members are region (text), replicas (int32), share (float64, may be left out): give each as --set MEMBER=VALUE, or all as --form JSON.";
        Assert.Equal("The form 'placement' of 'review' is wrong: region is missing." + Members, await WrongAsync("approve", "r1", "review"));
        Assert.Matches("^The form 'placement' of 'review' is wrong: replicas is no .*\"two\"\\. Its members ", await WrongAsync("approve", "r1", "review", "--set", "region=eu", "--set", "replicas=two"));
        Assert.Equal("--token names the run, the approval and the approver: leave these and --as out.", await WrongAsync("approve", "r1", "review", "--token", "x"));
    }

    [Fact]
    public async Task An_approver_decides_by_the_link_of_the_mail_once()
    {
        await using var server = new MailReceiver();
        await File.WriteAllBytesAsync(KeyFile, Key, Cancellation);
        using var host = Host(Mail(server), new ApprovalLinkOptions { BaseAddress = new Uri("https://answer.example.org/"), KeyFile = KeyFile });
        await host.StartAsync(Cancellation);
        var run = await AskAsync(host, "m1");
        await UntilAsync(() => Task.FromResult(server.Messages.Count == 2));
        var mails = server.Messages.ToDictionary(static message => message.To.Mailboxes.Single().Address, static message => message.TextBody ?? "");
        Assert.Equal(["ann@example.org", "bob@example.org"], mails.Keys.Order(StringComparer.Ordinal));

        var (approvals, ann, bob) = (host.Services.GetRequiredService<IApprovals>(), Token(mails["ann@example.org"]), Token(mails["bob@example.org"]));
        var wrong = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideByLinkAsync(ann, approve: true, form: """{"region":"eu"}""", cancellationToken: Cancellation));
        Assert.Equal($"The form 'placement' of 'review' of run '{run}' is wrong: replicas is missing.", wrong.Message);
        Assert.Equal("approved", await approvals.DecideByLinkAsync(ann, approve: true, "good", """{"region":"eu","replicas":2}""", Cancellation));
        var late = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideByLinkAsync(bob, approve: false, cancellationToken: Cancellation));
        Assert.StartsWith($"'review' of run '{run}' was approved by ann@example.org at ", late.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideByLinkAsync(ann, approve: false, cancellationToken: Cancellation));
        Assert.Equal(late.Message, again.Message);
        var vote = Assert.Single((await NewestAsync(host)).Votes);
        Assert.Equal(("ann@example.org", "link", "good"), (vote.Who, vote.By, vote.Comment));

        var foreign = new LinkSigner(Key).Sign(new ApprovalLink("other", run, "review", 1, "ann@example.org", DateTimeOffset.MaxValue));
        var refused = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideByLinkAsync(foreign, approve: true, cancellationToken: Cancellation));
        Assert.Equal("The link is for pipeline 'other', which this host does not run: it runs 'test'.", refused.Message);
        Assert.StartsWith("The link is not valid: ", (await Assert.ThrowsAsync<CommandException>(() => approvals.DecideByLinkAsync(ann + "A", approve: true, cancellationToken: Cancellation))).Message, StringComparison.Ordinal);
        Assert.Equal("the link is for pipeline 'other', and this is 'test'.", await RefusedAsync("reject", "--token", foreign));

        await AskAsync(host, "m2");
        await UntilAsync(() => Task.FromResult(server.Messages.Count == 4));
        var next = Token(server.Messages.Last(static message => message.To.Mailboxes.Single().Address == "bob@example.org").TextBody ?? "");
        Assert.Equal("rejected\n", await DoAsync("reject", "--token", next, "--comment", "not now"));
        Assert.Equal((ApprovalStatus.Rejected, "bob@example.org", "not now"), ((await NewestAsync(host)).Status, (await NewestAsync(host)).DecidedBy, (await NewestAsync(host)).Comment));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_program_decides_by_the_service()
    {
        using var host = Host(Silent());
        var approvals = host.Services.GetRequiredService<IApprovals>();
        var early = await Assert.ThrowsAsync<InvalidOperationException>(() => approvals.DecideAsync("r1", "review", "ann@example.org", approve: false, cancellationToken: Cancellation));
        Assert.Equal("Pipeline 'test' has not started: approvals are decided after the start of the host.", early.Message);
        await host.StartAsync(Cancellation);
        var run = await AskAsync(host, "m1");
        var unknown = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideAsync(run, "reveiw", "ann@example.org", approve: true, cancellationToken: Cancellation));
        Assert.Equal("Pipeline 'test' has no node 'reveiw'; did you mean 'review'?", unknown.Message);
        Assert.Equal("This host runs no pipeline 'other'.", (await Assert.ThrowsAsync<CommandException>(() => approvals.DecideAsync(run, "review", "ann@example.org", true, pipeline: "other", cancellationToken: Cancellation))).Message);
        Assert.Equal("rejected", await approvals.DecideAsync(run, "review", "Ann@example.org", approve: false, "too old", cancellationToken: Cancellation));
        Assert.Empty(await approvals.ListAsync(cancellationToken: Cancellation));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_approval_of_several_pipelines_needs_the_name_of_one()
    {
        var approvals = new HostedApprovals([new Receiver("one"), new Receiver("two")], [], TimeProvider.System);
        var several = await Assert.ThrowsAsync<CommandException>(() => approvals.DecideAsync("r1", "review", "ann", approve: true, null, null, null, Cancellation));
        Assert.Equal("2 pipelines of this host have an approval 'review': name the pipeline, 'one' or 'two'.", several.Message);
        Assert.Equal("No pipeline of this host has an approval 'deploy'.", (await Assert.ThrowsAsync<CommandException>(() => approvals.DecideAsync("r1", "deploy", "ann", approve: true, null, null, null, Cancellation))).Message);
        Assert.Equal("two r1 ann", await approvals.DecideAsync("r1", "review", "ann", approve: true, null, null, "two", Cancellation));
    }

    [Fact]
    public async Task A_host_with_links_and_without_their_key_or_channel_does_not_start()
    {
        using var keyless = Host(Silent(), new ApprovalLinkOptions { BaseAddress = new Uri("https://answer.example.org/"), KeyFile = KeyFile });
        Assert.StartsWith($"The file '{KeyFile}' with the key for links of approvals cannot be read: ", (await Assert.ThrowsAsync<ServiceException>(() => keyless.StartAsync(Cancellation))).Message, StringComparison.Ordinal);
        using var channelless = Host(new TestChannel("mails", static (_, _) => Task.CompletedTask));
        Assert.StartsWith(
            "Pipeline 'test': the notifications of the approval 'review' are sent to the channel 'mail', which is not registered; did you mean 'mails'? ",
            (await Assert.ThrowsAsync<ServiceException>(() => channelless.StartAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TestChannel Silent() => new("mail", static (_, _) => Task.CompletedTask);

    private static EmailChannel Mail(MailReceiver server) =>
        new(new EmailOptions { Name = "mail", Host = "localhost", Port = server.Port, Security = SmtpSecurity.None, From = "flow@example.org", To = ["ops@example.org"] });

    private static string Token(string text) => text.Split('\n').Single(static line => line.Contains("?token=", StringComparison.Ordinal)).Trim().Split("?token=")[1];

    private static async Task<ApprovalInfo> NewestAsync(IHost host) => (await host.Services.GetRequiredService<IApprovals>().ListAsync(isOpen: false, 1, Cancellation)).Single();

    private static async Task UntilAsync(Func<Task<bool>> isReached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!await isReached())
        {
            await ticks.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Publishes the event that asks.</summary>
    /// <returns>The run.</returns>
    private static async Task<string> AskAsync(IHost host, string model)
    {
        await host.Services.GetRequiredService<IPipelineEvents>().PublishAsync("model.trained", $$"""{"model":"{{model}}"}""", cancellationToken: Cancellation);
        var run = "";
        await UntilAsync(async () =>
        {
            run = (await host.Services.GetRequiredService<IApprovals>().ListAsync(cancellationToken: Cancellation)).FirstOrDefault(approval => approval.Title == "Deploy " + model)?.Run ?? "";
            return run.Length > 0;
        });
        return run;
    }

    private IHost Host(IAlertChannel channel, ApprovalLinkOptions? links = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(Store).AddAlertChannel(channel).AddPipeline<DeployPipeline>(options => options.StateDirectory = Path.Combine(_folder, "state"));
        if (links is not null)
        {
            builder.Services.AddApprovalLinks(links);
        }

        return builder.Build();
    }

    private async Task<string> DoAsync(params string[] arguments)
    {
        var verb = ApprovalsVerb.Create(new VerbContext(DeployPipeline.Descriptor, DeployPipeline.Control, _ => Store), _ => KeyFile);
        await using var output = new StringWriter();
        await verb.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, Cancellation);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private async Task<string> RefusedAsync(params string[] arguments) => (await Assert.ThrowsAsync<VerbException>(() => DoAsync(arguments))).Message;

    private async Task<string> WrongAsync(params string[] arguments) => (await Assert.ThrowsAsync<InputException>(() => DoAsync(arguments))).Message;

    // Of two pipelines with one node id, only the names count here.
    private sealed class Receiver(string pipeline) : IApprovalReceiver
    {
        public ControlGraph Graph { get; } = new(pipeline) { Nodes = DeployPipeline.Control.Nodes, CreateOutputs = static () => new JsonOutputs() };

        public Task<IReadOnlyList<ApprovalInfo>> ListApprovalsAsync(bool isOpen, int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ApprovalInfo>>([]);

        public Task<string> DecideAsync(DecideApproval decision, string who, CancellationToken cancellationToken) => Task.FromResult($"{pipeline} {decision.Run} {who}");
    }
}
