using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Prometheus;

/// <summary>A Prometheus' files: <c>prometheus.yml</c>, the arguments that Debian's unit reads, and the web configuration that they name.</summary>
internal sealed partial class PrometheusConfig
{
    public const string ArgumentsKey = "ARGS";
    private const string WebFlag = "--web.config.file";

    private PrometheusConfig(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        Main = MainOf(component);
        ArgumentsPath = ArgumentsOf(component);
        Yaml = ConfigText.ReadYaml(documents, Main);
        var arguments = ConfigText.Read(documents, ConfigFormat.Env, ArgumentsPath);
        Arguments = arguments is null ? null : arguments.Value(ArgumentsKey) ?? "";
        Named = Flag(WebFlag);
        OwnWeb = LexicalPath.Join(ConfigText.Folder(Main), "linkseal-web.yml");
        OwnWebInside = ServerMaterial.Inside(component, OwnWeb);
        CanEditWeb = Named is not null && Named != OwnWebInside && documents.ContainsKey(Named);
    }

    /// <summary>prometheus.yml.</summary>
    public string Main { get; }

    /// <summary>What stands there; null: it can't be read.</summary>
    public YamlNode.Mapping? Yaml { get; }

    /// <summary>The file with its arguments.</summary>
    public string ArgumentsPath { get; }

    /// <summary>Its arguments; null: there is no such file, and whoever starts it knows them.</summary>
    public string? Arguments { get; }

    /// <summary>The web configuration that the arguments name; null: none.</summary>
    public string? Named { get; }

    /// <summary>True: that is a file of the operator's, to be edited.</summary>
    public bool CanEditWeb { get; }

    /// <summary>True: it is Linkseal's, or will be.</summary>
    public bool IsOwnWeb => Named is null || Named == OwnWebInside;

    /// <summary>Linkseal's own web configuration.</summary>
    public string OwnWeb { get; }

    /// <summary>The same as Prometheus sees it.</summary>
    public string OwnWebInside { get; }

    /// <summary>The argument that names it.</summary>
    public string WebArgument => $"{WebFlag}={OwnWebInside}";

    /// <summary>Where it listens by its arguments; null: at its default.</summary>
    public int? Port => ConfigText.Port(Flag("--web.listen-address"));

    public static PrometheusConfig Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => new(component, documents);

    /// <summary>The files to look at: a web configuration lies beside prometheus.yml, if anywhere.</summary>
    public static ImmutableArray<string> Paths(ComponentEntry component) => [MainOf(component), ArgumentsOf(component), ConfigText.Folder(MainOf(component)) + "/*.yml", ConfigText.Folder(MainOf(component)) + "/*.yaml"];

    private static string MainOf(ComponentEntry component) => component.Config ?? "/etc/prometheus/prometheus.yml";

    // /etc/default/prometheus beside /etc/prometheus.
    private static string ArgumentsOf(ComponentEntry component) => LexicalPath.Join(ConfigText.Folder(ConfigText.Folder(MainOf(component))), "default/prometheus");

    private string? Flag(string name) => Argument().Matches(Arguments ?? "").Where(m => m.Groups["name"].Value == name).Select(static m => m.Groups["value"].Value.Trim('"', '\'')).LastOrDefault();

    [GeneratedRegex(@"(?<name>--[a-z.\-]+)(=|\s+)(?<value>[^\s-][^\s]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();
}
