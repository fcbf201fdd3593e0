using Linkseal.Core.Diagnostics;
using static Linkseal.Core.Description.ShapeDiagnostics;

namespace Linkseal.Core.Description;

/// <summary>What can be wrong with names: of platform and components, in links, of the catalogue's words, in certificates.</summary>
internal static class NameDiagnostics
{
    public static Diagnostic UnknownComponent(Position at, string name, string link, IReadOnlyCollection<string> components) => Error(
        "LS1004", at, $"the link {Quoted.Text(link)} names {Quoted.Text(name)}, but there is no such component",
        DidYouMean(name, components) ?? $"add {Quoted.Text(name)} under `components:`, or take the link out");

    public static Diagnostic BadName(Position at, string owner, string name) => Error(
        "LS1005", at, $"{Quoted.Text(name)} can't be the name of {owner}: 1 to 63 letters, digits, `-` and `_`, not only digits, no `-` at either end",
        "the name stands in certificates and in file names");

    public static Diagnostic BadLink(Position at, string reason) =>
        Error("LS1006", at, "a link is `CALLER -> CALLEE`, but " + reason, "write `- web -> db`, or `- web -> db: { level: named }` on one line");

    public static Diagnostic SelfLink(Position at, string name) =>
        Error("LS1007", at, $"{Quoted.Text(name)} is linked to itself", "a link has two components; take it out");

    public static Diagnostic LinkTwice(Position at, string link, int line) =>
        Error("LS1008", at, $"the link {Quoted.Text(link)} stands already in line {line}", "keep one of the two");

    public static Diagnostic UnknownDialect(Position at, string name, IReadOnlyCollection<string> dialects) => Error(
        "LS1009", at, $"there is no dialect {Quoted.Text(name)}; there is {Quoted.Choice(dialects)}",
        DidYouMean(name, dialects) ?? "`linkseal dialects` lists them; `files` writes certificates for any product");

    public static Diagnostic UnknownProfile(Position at, string name, IReadOnlyCollection<string> profiles) => Error(
        "LS1010", at, $"there is no profile {Quoted.Text(name)}; there is {Quoted.Choice(profiles)}",
        DidYouMean(name, profiles) ?? "`linkseal dialects` lists them; without a profile, components and links are described by hand");

    public static Diagnostic UnknownClient(Position at, string name, IReadOnlyCollection<string> clients) => Error(
        "LS1011", at, $"there is no kind of client {Quoted.Text(name)}; there is {Quoted.Choice(clients)}", DidYouMean(name, clients));

    public static Diagnostic BadCertificateName(Position at, string owner, string name, bool wildcards) => Error(
        "LS1022", at, $"{Quoted.Text(name)} in {owner} is no {(wildcards ? "DNS name and no IP address" : "host name and no IP address")}",
        "write the name alone: no scheme, port, path or space; an international name in its `xn--` form");

    public static Diagnostic DialectMissing(Position at, string component) => Error(
        "LS1028", at, $"component {Quoted.Text(component)} has no `dialect`", "add `dialect: files`, or the product's own (`linkseal dialects` lists them)");

    public static Diagnostic FolderMissing(Position at, string component) => Error(
        "LS1029", at, $"component {Quoted.Text(component)} has dialect `files` but no `folder` to write to", "add `folder: /srv/NAME/tls`");

    public static Diagnostic NamesAlike(Position at, string component, string other) => Error(
        "LS1034", at,
        $"components {Quoted.Text(component)} and {Quoted.Text(other)} differ only in the case of letters: in DNS and in certificates they are one name",
        "rename one of the two");
}
