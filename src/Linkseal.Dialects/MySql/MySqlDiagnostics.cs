using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.MySql;

/// <summary>What can be wrong with option files, one method for each code.</summary>
internal static class MySqlDiagnostics
{
    public static Diagnostic NoDropIns(DialectRequest request, string file) =>
        new("LS1910", Severity.Error, $"{request.Name}: into: drop-in, but {file} brings in no folder, nor does it lie in one that is read whole")
        {
            File = request.File, At = request.Component.Keys.GetValueOrDefault("into", request.Component.Name.At), Hint = "write !includedir FOLDER at its end, or leave into out",
        };

    public static Diagnostic SetAgain(DialectRequest request, string file, Statement setting) =>
        new("LS1911", Severity.Warning, $"{request.Name}: {setting.Name} is set again in {file}, which is read later")
        {
            File = file, At = setting.At, Hint = request.Component.DropIn ? "take it out there" : "take it out there, or write into: drop-in",
        };

    public static Diagnostic TurnedOff(DialectRequest request, string file, Statement setting) =>
        new("LS1912", Severity.Error, $"{request.Name}: {setting.Name}{(setting.Value.Length > 0 ? " = " + setting.Value : "")} turns TLS off, whatever else is set")
        {
            File = file, At = setting.At, Hint = "take the line out",
        };

    public static Diagnostic BySql(DialectRequest request, Link link) =>
        new("LS1913", Severity.Note, $"{link.Id} asks for {link.Required.Text()}: which certificate an account demands is SQL, and Linkseal runs none")
        {
            File = request.File, At = request.Component.Name.At, Hint = $"linkseal show {link.Caller} prints the statement; verify proves that it is in force",
        };

    public static Diagnostic GaleraInPlaintext(DialectRequest request, string file, string line) =>
        new("LS1914", Severity.Warning, $"{request.Name}: it is a node of a Galera cluster (wsrep_on), and between nodes everything goes on in plaintext")
        {
            File = file, Hint = $"stop all nodes, write {line} (with whatever other options stand there), start them again; rsync's state transfer needs stunnel from now on",
        };
}
