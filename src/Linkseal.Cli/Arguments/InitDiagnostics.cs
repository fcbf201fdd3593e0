using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Arguments;

/// <summary>What can be wrong with the folder that <c>init</c> looks at. Each code's message has its one home here.</summary>
internal static class InitDiagnostics
{
    /// <summary>Nothing in the folder belongs to a known platform.</summary>
    public static Diagnostic NotRecognised(string folder, IEnumerable<string> lookedFor) =>
        new("LS1290", Severity.Error, $"no known platform is recognised in this folder; looked for {string.Join("; ", lookedFor)}")
        {
            File = folder,
            Hint = "name the installer's folder, linkseal init FOLDER; or write linkseal.yaml by hand, linkseal explain LS1290 has one to copy",
        };

    /// <summary>The description is there already.</summary>
    public static Diagnostic AlreadyThere(string file) => new("LS1291", Severity.Error, "the description is there already, and is left as it is")
    {
        File = file,
        Hint = "--force replaces it; --file writes another",
    };

    /// <summary>The folder to look at is not there.</summary>
    public static Diagnostic NoFolder(string folder) => new("LS1292", Severity.Error, "there is no such folder")
    {
        File = folder,
        Hint = "linkseal init FOLDER takes the folder that the product's installer was unpacked to",
    };

    /// <summary>Files of more than one known platform lie in the folder.</summary>
    public static Diagnostic SeveralRecognised(string folder, IEnumerable<string> profiles) =>
        new("LS1293", Severity.Error, $"more than one known platform is recognised in this folder: {string.Join(", ", profiles)}")
        {
            File = folder,
            Hint = "say which: linkseal init --profile NAME; each platform has a description of its own (--file)",
        };
}
