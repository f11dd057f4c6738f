using System.Net.Security;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Options of an <see cref="EmailChannel"/>. Templates have the holes <c>{id} {pipeline} {node} {run} {status} {severity} {message} {trigger} {at} {link}</c>.</summary>
public sealed record EmailOptions
{
    /// <summary>Name of the channel.</summary>
    public required string Name { get; init; }

    /// <summary>Host of the mail server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    public SmtpSecurity Security { get; init; }

    /// <summary>User name; null for a server that needs none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; init; }

    /// <summary>The sender: <c>alerts@example.com</c> or <c>Alerts &lt;alerts@example.com&gt;</c>.</summary>
    public required string From { get; init; }

    /// <summary>The receivers of alerts, at least one. Notifications of approvals are sent to the approvers.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Template of the subject. The result is one line of at most 200 characters.</summary>
    public string Subject { get; init; } = "[{severity}] {pipeline} / {node}: {status}";

    /// <summary>Template of the text. The link of an approver is appended where it has no hole <c>{link}</c>.</summary>
    public string Text { get; init; } = """
        {message}

        Status:   {status}
        Severity: {severity}
        Pipeline: {pipeline}
        Node:     {node}
        Run:      {run}
        Time:     {at}
        Trigger:  {trigger}
        Id:       {id}

        """;

    /// <summary>Accepts the certificate of a test's server.</summary>
    internal RemoteCertificateValidationCallback? CertificateCheck { get; init; }

    /// <summary>Shows no secret.</summary>
    /// <returns>The name and the server.</returns>
    public override string ToString() => $"{nameof(EmailOptions)} {{ Name = {Name}, Host = {Host}, Port = {Port} }}";
}
