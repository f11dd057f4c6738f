using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>Certificates for the servers of tests.</summary>
internal static class Certificates
{
    /// <summary>Signed by itself.</summary>
    public static X509Certificate2 Of(string host)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = Request(host, key).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return WithKey(certificate);
    }

    /// <summary>Signed by an issuer that the server does not send; the certificate names the address where it can be downloaded.</summary>
    public static X509Certificate2 WithIssuerAt(string host, Uri address)
    {
        using var issuer = Of("issuer.test");
        using var issuerKey = issuer.GetRSAPrivateKey()!;
        using var key = RSA.Create(2048);
        var request = Request(host, key);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [address.AbsoluteUri]));
        using var certificate = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), issuer.NotBefore, issuer.NotAfter, [1, 2, 3]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return WithKey(withKey);
    }

    private static CertificateRequest Request(string host, RSA key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
}
