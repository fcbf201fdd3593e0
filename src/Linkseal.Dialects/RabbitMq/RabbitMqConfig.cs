using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>A broker's files: <c>rabbitmq.conf</c>, <c>conf.d</c>, <c>enabled_plugins</c>, <c>advanced.config</c>. Of a setting that several files say, the one read last counts.</summary>
internal sealed class RabbitMqConfig
{
    public const string ExternalPlugin = "rabbitmq_auth_mechanism_ssl";
    private const string DropInFolder = "conf.d";

    private readonly string folder;
    private readonly string plugins;

    // With Linkseal's own file: a port that went from another one into it is still the port.
    private readonly ImmutableArray<StatementDocument> read;

    private RabbitMqConfig(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        Main = MainOf(component);
        folder = ConfigText.Folder(Main);
        DropIn = LexicalPath.Join(folder, DropInFolder + "/90-linkseal.conf");
        Definitions = LexicalPath.Join(folder, "linkseal-definitions.json");
        plugins = documents.GetValueOrDefault(PluginsOf(component)) ?? "";
        Advanced = documents.GetValueOrDefault(AdvancedOf(component)) ?? "";
        StatementDocument? Document(string path) => ConfigText.Read(documents, ConfigFormat.RabbitMq, path);
        Files = [.. documents.Keys.Where(k => k.StartsWith($"{folder}/{DropInFolder}/", StringComparison.Ordinal) && k != DropIn).Order(StringComparer.Ordinal).Prepend(Main)
            .Select(p => (Path: p, Document: Document(p))).Where(static f => f.Document is not null).Select(static f => (f.Path, f.Document!))];
        // Debian ships none: a file of Linkseal's own is then the only way.
        IntoDropIn = component.DropIn || !documents.ContainsKey(Main);
        read = [.. Files.Select(static f => f.Document), .. IntoDropIn && Document(DropIn) is { } ours ? [ours] : (ReadOnlySpan<StatementDocument>)[]];
    }

    /// <summary>rabbitmq.conf.</summary>
    public string Main { get; }

    /// <summary>Linkseal's own file.</summary>
    public string DropIn { get; }

    /// <summary>True: settings go there.</summary>
    public bool IntoDropIn { get; }

    /// <summary>Linkseal's own file of users.</summary>
    public string Definitions { get; }

    /// <summary>Each file that can be read, in the order in which the broker reads them; Linkseal's own is none of them.</summary>
    public ImmutableArray<(string Path, StatementDocument Document)> Files { get; }

    /// <summary>The text of advanced.config; empty: there is none.</summary>
    public string Advanced { get; }

    /// <summary>Where advanced.config lies.</summary>
    public string AdvancedPath => LexicalPath.Join(folder, "advanced.config");

    /// <summary>Where the plugins stand.</summary>
    public string PluginsPath => LexicalPath.Join(folder, "enabled_plugins");

    public static RabbitMqConfig Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => new(component, documents);

    /// <summary>The files to look at.</summary>
    public static ImmutableArray<string> Paths(ComponentEntry component) =>
        [MainOf(component), LexicalPath.Join(ConfigText.Folder(MainOf(component)), DropInFolder) + "/*.conf", PluginsOf(component), AdvancedOf(component), EnvironmentOf(component)];

    /// <summary>What is in force of a setting; null: nothing.</summary>
    public string? this[string key] => read.Select(d => d.Value(key)).LastOrDefault(static v => v is not null);

    /// <summary>The settings that begin so, each with its value.</summary>
    public ImmutableArray<(string Key, string Value)> Below(string prefix) =>
        [.. read.SelectMany(static d => d.Statements).Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal)).GroupBy(static s => s.Name, StringComparer.Ordinal).Select(static g => (g.Key, g.Last().Value))];

    /// <summary>True: a plugin is enabled. The file is a list of Erlang atoms.</summary>
    public bool Has(string plugin) => plugins.Split([',', '[', ']', '.', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Contains(plugin);

    /// <summary>rabbitmq-env.conf, which the shell reads.</summary>
    public static string EnvironmentOf(ComponentEntry component) => LexicalPath.Join(ConfigText.Folder(MainOf(component)), "rabbitmq-env.conf");

    private static string MainOf(ComponentEntry component) => component.Config ?? "/etc/rabbitmq/rabbitmq.conf";

    private static string PluginsOf(ComponentEntry component) => LexicalPath.Join(ConfigText.Folder(MainOf(component)), "enabled_plugins");

    private static string AdvancedOf(ComponentEntry component) => LexicalPath.Join(ConfigText.Folder(MainOf(component)), "advanced.config");
}
