using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>The authorities themselves: how long they last, and who may read their keys.</summary>
internal static class AuthorityChecks
{
    private const UnixFileMode World = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    public static void Run(CheckScope scope)
    {
        foreach (var authority in scope.Observed.Authorities.Values.OrderBy(static a => a.Name, StringComparer.Ordinal))
        {
            var certificate = authority.Issuer.NotAfter < authority.Root.NotAfter ? authority.Issuer : authority.Root;
            var life = certificate.NotAfter - certificate.NotBefore;
            if (certificate.NotAfter <= scope.Now) scope.Add(AuthorityFindings.Ends(authority, certificate.NotAfter, scope.Now, Severity.Error));
            // A fifth of its life is what replacing it everywhere, with an overlap, should be given.
            else if (scope.Now >= certificate.NotAfter - (life / 5)) scope.Add(AuthorityFindings.Ends(authority, certificate.NotAfter, scope.Now, Severity.Warning));

            if (authority.Key is { Kind: FileKind.Regular } key) Open(scope, authority, authority.KeyPath, "private key", key.Mode, "0600");
            if (authority.Folder is { Kind: FileKind.Folder } folder)
                Open(scope, authority, authority.KeyPath is { } path ? PlannerWords.Folder(path) : null, "state folder", folder.Mode, "0700");
        }
    }

    // A group of its own may be somebody's arrangement; the whole machine never is.
    private static void Open(CheckScope scope, AuthorityFacts authority, string? path, string what, UnixFileMode mode, string expected)
    {
        if ((mode & (World | Group)) is UnixFileMode.None) return;
        scope.Add(AuthorityFindings.Readable(authority, path, what, mode, expected, (mode & World) is UnixFileMode.None ? Severity.Warning : Severity.Error));
    }
}

/// <summary>What can be wrong with an authority.</summary>
internal static class AuthorityFindings
{
    public static Finding Ends(AuthorityFacts authority, DateTimeOffset end, DateTimeOffset now, Severity severity) => Make(
        severity,
        $"the authority {authority.Name} (generation {authority.Generation}) {PlannerWords.Expiry(end, now)}: no certificate of it lives longer",
        authority.KeyPath, "an authority that outlives its certificates", "valid until " + PlannerWords.Day(end),
        severity is Severity.Error ? "linkseal apply --new-authority; renew a CA of your own where it came from" : "plan its replacement while both can be believed");

    public static Finding Readable(AuthorityFacts authority, string? path, string what, UnixFileMode mode, string expected, Severity severity) => Make(
        severity,
        $"the {what} of the authority {authority.Name} is open to others: mode {PlannerWords.Mode(mode)}; whoever reads the key can be anybody",
        path, expected, PlannerWords.Mode(mode), path is null ? $"chmod {expected}" : $"chmod {expected} {path}");

    private static Finding Make(Severity severity, string message, string? path, string expected, string observed, string remedy) =>
        new("LS2105", severity, message)
        {
            Path = path,
            Expected = expected,
            Observed = observed,
            Remedy = remedy,
        };
}
