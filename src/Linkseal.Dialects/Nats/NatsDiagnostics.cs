using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Nats;

/// <summary>What can be wrong with a NATS server's entry or configuration.</summary>
internal static class NatsDiagnostics
{
    /// <summary>Users of the operator's own stand there, and a caller is none of them.</summary>
    public static Diagnostic CallerIsNoUser(DialectRequest request, string config, ImmutableArray<string> subjects) =>
        new("LS1940", Severity.Error, $"{request.Name}: its configuration has users or accounts of its own, and {string.Join(" and ", subjects.Select(static s => $"\"{s}\""))} is none of them")
        {
            File = config, Hint = $"add {{ user: \"{subjects[0]}\" }} with its permissions there, or give the component level: mutual",
        };

    /// <summary>A listener of another protocol that the server's own block does not seal.</summary>
    public static Diagnostic StaysPlaintext(DialectRequest request, string config, string section) =>
        new("LS1941", Severity.Warning, $"{request.Name}: {section} has no tls block and stays in plaintext")
        {
            File = config, Hint = $"take {section} out, or give it a tls block with the same files",
        };

    /// <summary>Users who are known by a password, where only certificates will be taken.</summary>
    public static Diagnostic PasswordsNotEnough(DialectRequest request, string config) =>
        new("LS1942", Severity.Warning, $"{request.Name}: users with passwords or tokens have to show a certificate too from now on")
        {
            File = config, Hint = "make each of them a component with a link, or give it a certificate of the authority",
        };

    /// <summary>Other servers that it calls as a leaf node, with no word on how.</summary>
    public static Diagnostic RemotesWithoutTls(DialectRequest request, string config) =>
        new("LS1943", Severity.Warning, $"{request.Name}: remotes of leafnodes have no tls block, so it calls them without its certificate, and in plaintext where they ask for none")
        {
            File = config, Hint = "give each remote a tls block of its own, with the files that tls names: tls { cert_file: …, key_file: …, ca_file: … }",
        };
}
