using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>
/// <c>mutual: true</c>: jobservice and registryctl ask for client certificates. prepare rewrites their env files, so the variable stands in
/// docker-compose.override.yml, which compose reads by itself and prepare leaves alone.
/// </summary>
internal static class MutualOverride
{
    private const string Variable = "INTERNAL_VERIFY_CLIENT_CERT";
    private const string Heading = "# Written by linkseal (mutual: true). A line of your own here: take this heading out, and Linkseal edits instead of writing the file.\n";
    private static readonly ImmutableArray<string> Services = ["jobservice", "registryctl"];

    /// <summary>The file as Linkseal writes it where there is none.</summary>
    private static string Text => Heading + "services:\n" + string.Concat(Services.Select(static s => $"  {s}:\n    environment:\n      {Variable}: \"true\"\n"));

    public static ImmutableArray<DesiredFile> Files(HarborSetup setup) => setup.Settings.Mutual && !IsTheirs(setup)
        ? [new() { Path = setup.Paths.OverrideFile, Component = InternalFiles.Whole, Content = new FileContent.Known(Text), Mode = InternalFiles.CertificateMode }]
        : [];

    public static ImmutableArray<DesiredEdit> Edits(HarborSetup setup) => setup.Settings.Mutual && IsTheirs(setup)
        ? [new(setup.Paths.OverrideFile, InternalFiles.Whole, ConfigFormat.Yaml, [.. Services.Where(s => !SaysSo(setup, s)).Select(Set)])]
        : [];

    /// <summary>True where the override that stands there makes both services ask, whoever wrote it.</summary>
    public static bool IsInForce(HarborSetup setup) => setup.Installation.Override is { } text && YamlReader.Read("", text).Value is { } root &&
        Services.All(s => SaysSo(setup, s) || Environment(root, s) is YamlNode.Mapping mapping && mapping[Variable] is YamlNode.Scalar { Value: "true" });

    /// <summary>Why the user's file can't take the variable.</summary>
    public static IEnumerable<Diagnostic> Broken(HarborSetup setup)
    {
        if (!setup.Settings.Mutual || !IsTheirs(setup)) return [];
        var read = YamlReader.Read(setup.Paths.OverrideFile, setup.Installation.Override!);
        if (read.Failed) return read.Diagnostics;
        return Services.Where(s => Environment(read.Value, s) is { } node and not YamlNode.Mapping && !NodeScope.IsNull(node) && !SaysSo(setup, s))
            .Select(s => HarborDiagnostics.OverrideFileShape(setup.Paths.OverrideFile, Environment(read.Value, s)!.Start, s));
    }

    // Ours is known by its heading; equal bytes would make an edited file of ours look like the user's.
    private static bool IsTheirs(HarborSetup setup) => setup.Installation.Override is { } text && !text.StartsWith(Heading[..30], StringComparison.Ordinal);

    /// <summary>True where a list form says it already: nothing to edit, and nothing of ours to take out later.</summary>
    private static bool SaysSo(HarborSetup setup, string service) =>
        Environment(YamlReader.Read("", setup.Installation.Override!).Value, service) is YamlNode.Sequence list &&
        list.Items.Any(static i => i is YamlNode.Scalar { Value: Variable + "=true" });

    private static YamlNode? Environment(YamlNode? root, string service) =>
        ((((root as YamlNode.Mapping)?["services"] as YamlNode.Mapping)?[service]) as YamlNode.Mapping)?["environment"];

    private static Edit Set(string service) => new Edit.Set(["services", service, "environment", Variable], new EditValue.Text("true"));
}
