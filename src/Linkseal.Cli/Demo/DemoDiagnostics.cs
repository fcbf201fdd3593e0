using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Demo;

/// <summary>What can be wrong before the demo begins.</summary>
internal static class DemoDiagnostics
{
    /// <summary>Something that the demo did not make stands where it would lay out its folder.</summary>
    public static Diagnostic FolderTaken(string path) => new("LS1431", Severity.Error, $"{path} is there and was not made by the demo, so it is left alone.")
    {
        Hint = "Run the demo in another folder, or move this one away.",
    };

    /// <summary>Another demo runs in the folder.</summary>
    public static Diagnostic Running(string path) => new("LS1431", Severity.Error, $"a demo runs in {path}, so it is left alone.")
    {
        Hint = "End it with Ctrl-C first, or run this one in another folder.",
    };
}
