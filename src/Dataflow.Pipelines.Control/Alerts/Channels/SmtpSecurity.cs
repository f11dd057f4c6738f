namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>It starts unencrypted and is encrypted before anything else is sent; a server that cannot is an error. Usual port: 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte. Usual port: 465.</summary>
    Tls,

    /// <summary>Not at all. Credentials are then refused unless the server is on this machine.</summary>
    None,
}
