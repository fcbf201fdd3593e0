using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Arguments;

/// <summary>What can be wrong with a command line. Each code's message has its one home here.</summary>
internal static class UsageDiagnostics
{
    /// <summary>Something on the command line that no command, option or argument takes.</summary>
    public static Diagnostic NotUnderstood(string message, string? nearest, string helpCommand) => new("LS1480", Severity.Error, message)
    {
        Hint = nearest is null ? $"{helpCommand} --help lists what there is" : $"did you mean {nearest}?",
    };

    /// <summary>A component that the platform does not have.</summary>
    public static Diagnostic UnknownComponent(string name, string? nearest, IEnumerable<string> known) =>
        new("LS1481", Severity.Error, $"the platform has no component {Quote(name)}")
        {
            Hint = nearest is null ? "it has " + string.Join(", ", known) : $"did you mean {nearest}?",
        };

    /// <summary>A question that nobody is there to answer.</summary>
    public static Diagnostic NobodyToAsk(string command, string why) =>
        new("LS1482", Severity.Error, $"{command} has something to do, and nobody can be asked: {why}")
        {
            Hint = $"look at it with linkseal plan, then run it with --yes",
        };

    /// <summary>A code that is none of ours.</summary>
    public static Diagnostic UnknownCode(string code, string? nearest) => new("LS1483", Severity.Error, $"there is no code {Quote(code)}")
    {
        Hint = nearest is null ? "linkseal explain lists all codes" : $"did you mean {nearest}?",
    };

    /// <summary>A time span that can't be read.</summary>
    public static Diagnostic BadTimeSpan(string option, string text) =>
        new("LS1484", Severity.Error, $"{option} takes a time such as 14d, 2w, 12h or 90m, and got {Quote(text)}");

    /// <summary>No description where one is looked for.</summary>
    public static Diagnostic NoDescription(string file) => new("LS1485", Severity.Error, "there is no such file")
    {
        File = file,
        Hint = "linkseal init makes one from what lies in a folder; --file names another",
    };

    /// <summary>A folder where a description is looked for.</summary>
    public static Diagnostic DescriptionIsFolder(string folder, string file) => new("LS1485", Severity.Error, "this is a folder, and the description is a file")
    {
        File = folder,
        Hint = $"--file {file}",
    };

    /// <summary>A word that the catalogue does not have.</summary>
    public static Diagnostic UnknownDialect(string name, string? nearest, IEnumerable<string> known) =>
        new("LS1486", Severity.Error, $"there is no dialect or profile {Quote(name)}")
        {
            Hint = nearest is null ? "there are " + string.Join(", ", known) : $"did you mean {nearest}?",
        };

    /// <summary>An authority that has no certificate yet.</summary>
    public static Diagnostic NoAuthority(string name) => new("LS1487", Severity.Error, $"authority {Quote(name)} has no certificate yet")
    {
        Hint = "the first linkseal apply makes it",
    };

    /// <summary>A client tool that the platform's product does not have.</summary>
    public static Diagnostic UnknownTool(string name, string? nearest, IReadOnlyCollection<string> known) => new("LS1804", Severity.Error, $"this platform has no tool {Quote(name)}")
    {
        Hint = nearest is not null ? $"did you mean {nearest}?" : known.Count > 0 ? "there are " + string.Join(", ", known) : "its product has no client tools that Linkseal knows",
    };

    /// <summary>A step that nobody has to type.</summary>
    public static Diagnostic UnknownStep(string id, string? nearest, IEnumerable<string> open) => new("LS1260", Severity.Error, $"no step {Quote(id)} is to be done by hand")
    {
        Hint = nearest is not null ? $"did you mean {nearest}?" : open.Any() ? "there are " + string.Join(", ", open) : "there is none: linkseal plan lists them",
    };

    private static string Quote(string text) => "\"" + text + "\"";
}
