using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>What can be wrong with a certificate, its key and their files.</summary>
internal static class PairFindings
{
    public static Finding Missing(string component, string path, string remedy) =>
        new("LS2001", Severity.Error, $"{path} of {component} is missing: what reads it does not start, or falls back to plaintext")
        {
            Component = component,
            Path = path,
            Expected = "a regular file",
            Observed = "nothing",
            Remedy = remedy,
        };

    public static Finding Mismatch(LeafView leaf, string path) =>
        new("LS2002", Severity.Error, $"{PlannerWords.Name(path)} does not belong to the certificate in {leaf.Path}: {leaf.Spec.Component} does not start with this pair")
        {
            Component = leaf.Spec.Component,
            Path = path,
            Expected = "the private key of the certificate",
            Observed = "another one",
            Remedy = leaf.Remedy,
        };

    public static Finding OtherPassphrase(LeafView leaf, string path) =>
        new("LS2251", Severity.Error, $"{path} is not protected by the passphrase that is described for it: {leaf.Spec.Component} can't open it with that one")
        {
            Component = leaf.Spec.Component,
            Path = path,
            Expected = "a PKCS#12 that opens with the passphrase described now, and with it alone",
            Observed = "another passphrase, or none",
            Remedy = "linkseal apply writes it anew with the passphrase that is described",
        };

    public static Finding Empty(LeafView leaf, string path, string what, string? problem) =>
        new("LS2011", Severity.Error, $"there is no {what} in {path}{(problem is null ? "" : ": " + problem)}")
        {
            Component = leaf.Spec.Component,
            Path = path,
            Expected = "a " + what,
            Observed = problem ?? "none",
            Remedy = leaf.Remedy,
        };

    public static Finding Encrypted(LeafView leaf, string path) =>
        new("LS2021", Severity.Error, $"the private key in {path} is encrypted: {leaf.Spec.Component} has nobody to ask for its passphrase and does not start")
        {
            Component = leaf.Spec.Component,
            Path = path,
            Expected = "an unencrypted key, mode 0600",
            Observed = "an encrypted key",
            Remedy = $"openssl pkey -in {path} -out {path}.plain && chmod 600 {path}.plain && mv {path}.plain {path}",
        };
}
