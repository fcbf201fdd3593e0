using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>What can be wrong when profile, components and links are joined, one method for each code.</summary>
internal static class PlatformCompilerDiagnostics
{
    public static Diagnostic OutOfReach(PlatformDescription description, Position at, Link link, Level asked) =>
        Error("LS1420", description, at, $"{link.Id} is asked for {asked.Text()}, but can have at most {link.Reachable.Text()}: {link.Reason}",
            link.Reachable is Level.Plaintext ? "take the link out, or write level: plaintext" : $"write level: {link.Reachable.Text()}, or take the level out to have the highest that both ends can do");

    public static Diagnostic OnePolicy(PlatformDescription description, AskedLink asked, Link lowest) =>
        Error("LS1421", description, asked.At, $"{asked.Link.Id} is to have {asked.Link.Required.Text()}, but {lowest.Id} has {lowest.Required.Text()}, and {asked.Link.Callee} asks all its callers alike",
            $"ask for {lowest.Required.Text()} here too, raise {lowest.Id}, or give {asked.Link.Callee} a second component for the other callers");

    public static Diagnostic NoEndpoint(PlatformDescription description, Located endpoint, string callee, IEnumerable<string> known) =>
        Error("LS1428", description, endpoint.At, $"{callee} has no endpoint {endpoint.Value}", known.Any() ? $"it has {string.Join(", ", known)}" : "nothing is known of where it listens: give it a port");

    public static Diagnostic OneFile(PlatformDescription description, ComponentEntry component, string path, string other) =>
        Error("LS1422", description, component.Name.At, other == component.Name.Value ? $"{component.Name.Value} writes {path} twice" : $"{component.Name.Value} and {other} both write {path}",
            "give one of them another folder or other file names");

    public static Diagnostic OneSetting(PlatformDescription description, ComponentEntry component, string path, string setting, string other) =>
        Error("LS1423", description, component.Name.At, $"{component.Name.Value} and {other} both set {setting} in {path}", "describe the product behind that file as one component");

    public static Diagnostic NameTaken(PlatformDescription description, ComponentEntry component) =>
        Error("LS1424", description, component.Name.At, $"{component.Name.Value} is a name of the profile {description.Profile?.Name.Value}, so it can't be a component by hand",
            "leave `dialect` out to override the profile's component, or choose another name");

    public static Diagnostic KeyWithoutEffect(PlatformDescription description, ComponentEntry component, string key, Position at, IDialect dialect) =>
        Error("LS1425", description, at, $"{component.Name.Value}: dialect {dialect.Name} has no use for `{key}`", $"take it out; {dialect.Name} knows {string.Join(", ", dialect.Keys)}");

    public static Diagnostic TwoAuthorities(PlatformDescription description, ComponentEntry component, Link link, string authority) =>
        Error("LS1426", description, component.Name.At, $"{component.Name.Value} would have to believe two authorities: {link.Id} is served under {authority}, its other links under another",
            $"describe the calls of {link.Callee} as a component of their own, with a folder of its own");

    public static Diagnostic ForeignFolder(PlatformDescription description, ComponentEntry component, string folder, string reader) =>
        Error("LS1427", description, component.Name.At, $"{component.Name.Value} would write into {folder}, which {reader} reads whole", "give it another folder");

    public static Diagnostic SwitchedFolder(PlatformDescription description, ComponentEntry component, string path, string folder, string other) =>
        Error("LS1468", description, component.Name.At, $"{component.Name.Value} would write {path}, but the files in {folder} are switched by {other}: what lies behind its link and in its numbered folders is {other}'s alone",
            "give it another folder");

    private static Diagnostic Error(string code, PlatformDescription description, Position at, string message, string hint) =>
        new(code, Severity.Error, message) { File = description.File, At = at, Hint = hint };
}
