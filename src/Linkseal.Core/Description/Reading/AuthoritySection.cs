using Linkseal.Core.Certificates;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>authority:</c>: made here, the user's CA, or the user's certificates.</summary>
internal static class AuthoritySection
{
    private static readonly string[] Ways = ["generate", "existing", "certificates"];

    public static AuthorityEntry Read(FieldReader platform)
    {
        if (platform.Fields("authority", [.. Ways, "ca"]) is not { } fields) return new();
        ReportSecondWay(fields);
        var certificates = fields.Path("certificates");
        var entry = Generate(fields) with { Certificates = certificates, Certificate = fields.Path("ca"), At = platform.At("authority") };
        if (fields.Has("ca") && !fields.Has("certificates"))
        {
            fields.Scope.Report(ShapeDiagnostics.MissingKey(fields.At("ca"), "`authority` with `ca`", "certificates",
                "`ca` goes with the folder of your `certificates`; a CA with its key goes under `existing: { certificate: …, key: … }`"));
        }

        return Existing(fields, entry);
    }

    private static AuthorityEntry Generate(FieldReader authority)
    {
        if (authority.Fields("generate", "key", "lifetime", "subject", "intermediate", "passphrase") is not { } fields) return new();
        return new()
        {
            Key = CertificateFields.Key(fields) ?? KeyAlgorithm.EcdsaP256,
            Lifetime = CertificateFields.Duration(fields) ?? Lifetime.DefaultAuthority,
            Subject = SubjectSection.Read(fields, withCommonName: true),
            Intermediate = fields.Flag("intermediate") ?? false,
            Passphrase = PassphraseSection.Read(fields),
        };
    }

    private static AuthorityEntry Existing(FieldReader authority, AuthorityEntry entry)
    {
        if (authority.Fields("existing", "certificate", "key", "passphrase") is not { } fields) return entry;
        fields.Require("certificate", "the CA's certificate, with the chain up to the root where it is an intermediate: `certificate: ca.crt`");
        fields.Require("key", "the CA's private key: `key: ca.key`; a CA without its key goes with `certificates:`");
        var (certificate, key) = (fields.Path("certificate"), fields.Path("key"));
        var passphrase = PassphraseSection.Read(fields) ?? entry.Passphrase;
        return entry with { Passphrase = passphrase, Existing = certificate is null || key is null ? null : new(certificate, key) };
    }

    // Only the first two ways are named: the remedy is the same for three.
    private static void ReportSecondWay(FieldReader fields)
    {
        var ways = Ways.Where(fields.Has).OrderBy(way => fields.At(way).Line).ThenBy(way => fields.At(way).Column).ToArray();
        if (ways.Length > 1) fields.Scope.Report(ShapeDiagnostics.Excluding(fields.At(ways[1]), "`authority`", ways[1], ways[0]));
    }
}
