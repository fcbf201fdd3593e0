using Linkseal.Cli.Arguments;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Commands;

/// <summary>A word on the command line that is none of those it could be, with the nearest that is.</summary>
internal static class Unknown
{
    /// <summary>No such component.</summary>
    public static Diagnostic Component(string name, Platform platform)
    {
        var known = platform.Components.Select(static c => c.Name).ToList();
        return UsageDiagnostics.UnknownComponent(name, NearestWord.Find(name, known), known.Take(MostListed));
    }

    /// <summary>No such code.</summary>
    public static Diagnostic Code(string code) => UsageDiagnostics.UnknownCode(code, NearestWord.Find(code, CodePage.Codes));

    /// <summary>No such dialect or profile.</summary>
    public static Diagnostic Dialect(string name, IReadOnlyCollection<string> known) =>
        UsageDiagnostics.UnknownDialect(name, NearestWord.Find(name, known), known);

    /// <summary>No such client tool.</summary>
    public static Diagnostic Tool(string name, Platform platform)
    {
        var known = platform.Tools.Select(static t => t.Name).ToList();
        return UsageDiagnostics.UnknownTool(name, NearestWord.Find(name, known), known);
    }

    /// <summary>No such step is to be done by hand.</summary>
    public static Diagnostic ByHandStep(string id, IReadOnlyCollection<string> open) => UsageDiagnostics.UnknownStep(id, NearestWord.Find(id, open), open.Take(MostListed));

    private const int MostListed = 20;
}
