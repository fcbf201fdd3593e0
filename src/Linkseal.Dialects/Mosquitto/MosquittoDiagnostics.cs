using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>What can be wrong with a broker's entry or configuration, one method for each code.</summary>
internal static class MosquittoDiagnostics
{
    /// <summary>Nobody is asked for a certificate, nobody has a password, and nobody may come without a name.</summary>
    public static Diagnostic NobodyGetsIn(DialectRequest request, string config) =>
        new("LS1956", Severity.Warning, $"{request.Name}: no certificate is asked for, no password is known, and callers without a name are refused: nobody gets in")
        {
            File = config, Hint = "give its links level: mutual, or write a password_file, or allow_anonymous true",
        };

    /// <summary>A link to another broker that nothing in the configuration opens.</summary>
    public static Diagnostic NoBridge(DialectRequest request, string config, Link link) =>
        new("LS1957", Severity.Warning, $"{request.Name}: no connection has {link.Callee}'s address, so the link {link.Id} is never opened")
        {
            File = config, Hint = $"write a connection with address {(link.Dialled.IsEmpty ? link.Callee : link.Dialled[0])} and its topics, then apply again",
        };

    /// <summary>Settings should go to a folder that is not read.</summary>
    public static Diagnostic NoDropIns(DialectRequest request, MosquittoFiles files) =>
        new("LS1958", Severity.Error, $"{request.Name}: into: drop-in, but {files.Main} does not read {files.Folder}")
        {
            File = request.File, At = request.Component.Keys.GetValueOrDefault("into", request.Component.Name.At), Hint = $"write include_dir {files.Folder} at its end, or leave into out",
        };

    /// <summary>Users who are known by a password, where a certificate will be asked for too.</summary>
    public static Diagnostic PasswordsBeside(DialectRequest request, MosquittoFiles files) =>
        new("LS1959", Severity.Warning, $"{request.Name}: its users are known by password or plugin, and have to show a certificate too from now on")
        {
            File = files.Main, Hint = "keep both, or take password_file out: callers are then known by their certificates' names",
        };
}
