using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Arguments;

/// <summary>What can be wrong with what <c>audit</c> is pointed at. Each code's message has its one home here.</summary>
internal static class AuditDiagnostics
{
    /// <summary>There is nothing at the path.</summary>
    public static Diagnostic NothingThere(string path) => new("LS1801", Severity.Error, "there is no such file or folder")
    {
        File = path,
        Hint = "linkseal audit PATH takes a product's installer folder, a folder with a sub-folder for each host, or one configuration file",
    };

    /// <summary>Nothing at the path belongs to a known platform.</summary>
    public static Diagnostic NotRecognised(string path, IEnumerable<string> lookedFor) =>
        new("LS1802", Severity.Error, $"not looked at: no known platform is recognised here; looked for {string.Join("; ", lookedFor)}")
        {
            File = path,
            Hint = "name the folder that holds the product's configuration, or the file itself; --as ROLE=FILE says what a file is",
        };

    /// <summary><c>--as</c> is not of its form, or names no file.</summary>
    public static Diagnostic BadRole(string typed, string why) => new("LS1803", Severity.Error, $"--as {typed}: {why}")
    {
        Hint = "--as tikv=hosts/10.0.1.2/tikv.toml: a role of the profile, =, a file below one of the paths",
    };
}
