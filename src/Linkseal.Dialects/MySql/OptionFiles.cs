using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.MySql;

/// <summary>The option files of one server, as far as they were read: of a setting that stands more than once the last one counts, whatever its group.</summary>
internal sealed class OptionFiles
{
    private const string DropInFile = "zz-linkseal.cnf";
    private const string FilesOfFolder = "/*.cnf";
    private static readonly ImmutableArray<string> UsualFolders = ["conf.d", "mariadb.conf.d", "mysql.conf.d", "my.cnf.d"];

    private readonly MySqlProduct product;
    private readonly ImmutableDictionary<string, string> documents;
    private readonly StatementDocument? main;

    public OptionFiles(MySqlProduct product, ComponentEntry entry, ImmutableDictionary<string, string> documents)
    {
        (this.product, this.documents) = (product, documents);
        Config = ConfigOf(product, entry);
        main = IsFolder(Config) ? null : Read(Config);
        Included = [.. (main?.Includes ?? []).Where(static i => i.Name == "!includedir").Select(i => LexicalPath.Inside(entry.Mounts.Select(static m => (m.Inside, m.Host)), i.Value.TrimEnd('/')) ?? i.Value.TrimEnd('/'))];
        IsDropIn = entry.DropIn || IsFolder(Config);
        DropInFolder = IsFolder(Config) ? Config : IsReadWhole(FolderOf(Config)) ? FolderOf(Config) : Included.LastOrDefault();
    }

    /// <summary>The file that is edited, or the folder for drop-ins.</summary>
    public string Config { get; }

    /// <summary>True: settings go into a file of Linkseal's own.</summary>
    public bool IsDropIn { get; }

    /// <summary>The folder whose files the server reads too; null: none is known.</summary>
    public string? DropInFolder { get; }

    /// <summary>Linkseal's own file in it.</summary>
    public string? DropIn => DropInFolder is { } folder ? LexicalPath.Join(folder, DropInFile) : null;

    /// <summary>Where certificates go: beside the folder of option files, never in it.</summary>
    public string Material => LexicalPath.Join(IsReadWhole(Config) ? FolderOf(Config) : IsReadWhole(FolderOf(Config)) ? FolderOf(FolderOf(Config)) : FolderOf(Config), "tls");

    private ImmutableArray<string> Included { get; }

    /// <summary>What is to be read to know this.</summary>
    public static ImmutableArray<string> Reads(MySqlProduct product, ComponentEntry entry)
    {
        var config = ConfigOf(product, entry);
        if (IsFolder(config)) return [config + FilesOfFolder];
        var folder = FolderOf(config);
        return IsReadWhole(folder) ? [config, folder + FilesOfFolder] : [config, .. UsualFolders.Select(f => LexicalPath.Join(folder, f) + FilesOfFolder)];
    }

    /// <summary>What the server takes for a setting, as far as it was read; null: nothing.</summary>
    public string? Value(string key) => InOrder.SelectMany(f => Settings(f.Document, g => IsOfServer(g) || product.AlsoRead.Contains(g), key)).LastOrDefault()?.Value;

    /// <summary>The settings of the file that is edited, by the groups of the server.</summary>
    public IEnumerable<Statement> Settings(string key) => main is null ? [] : Settings(main, IsOfServer, key);

    /// <summary>The group of that file to which new settings go.</summary>
    public string Group => product.Groups.FirstOrDefault(g => main is not null && !main.Sections(g).IsEmpty) ?? product.Groups[0];

    /// <summary>The settings of files that the server reads after the one that is written.</summary>
    public IEnumerable<(string File, Statement Setting)> Later(string written, ImmutableArray<string> keys) =>
        from file in InOrder.SkipWhile(f => f.Path != written && !IsAfter(f.Path, written))
        where file.Path != written
        from key in keys
        from setting in Settings(file.Document, IsOfServer, key)
        select (file.Path, setting);

    /// <summary>The statements that bring in files which were not read.</summary>
    public IEnumerable<Statement> NotRead => (main?.Includes ?? []).Where(i => i.Name != "!includedir" || !documents.Keys.Any(k => Included.Contains(FolderOf(k)) && k != Config));

    // The edited file, and behind it what it brings in or what its folder has besides, by name.
    private IEnumerable<(string Path, StatementDocument Document)> InOrder
    {
        get
        {
            var files = documents.Keys.Where(static k => k.EndsWith(".cnf", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            var read = IsFolder(Config) || IsReadWhole(FolderOf(Config)) ? files.Where(k => FolderOf(k) == DropInFolder) : files.Where(k => k == Config).Concat(Included.SelectMany(d => files.Where(k => FolderOf(k) == d)));
            return read.Select(k => (k, Read(k))).Where(static f => f.Item2 is not null).Select(static f => (f.k, f.Item2!));
        }
    }

    private static string ConfigOf(MySqlProduct product, ComponentEntry entry) => entry.Config?.TrimEnd('/') ?? product.ConfigFile;

    private static bool IsFolder(string config) => !config.EndsWith(".cnf", StringComparison.Ordinal) && !config.EndsWith(".ini", StringComparison.Ordinal);

    private static bool IsReadWhole(string folder) => folder.EndsWith(".d", StringComparison.Ordinal);

    private static bool IsAfter(string path, string other) => FolderOf(path) == FolderOf(other) && string.CompareOrdinal(path, other) > 0;

    private static string FolderOf(string path) => ConfigText.Folder(path);

    private bool IsOfServer(string group) => product.Groups.Any(g => group == g || (group.StartsWith(g + "-", StringComparison.Ordinal) && group.Length > g.Length + 1 && char.IsAsciiDigit(group[g.Length + 1])));

    private static IEnumerable<Statement> Settings(StatementDocument document, Func<string, bool> group, string key) =>
        document.Statements.Where(s => s.IsSection && group(s.Name)).SelectMany(static s => s.Statements).Where(s => s.Name.Replace('-', '_') == key);

    private StatementDocument? Read(string path) => ConfigText.Read(documents, ConfigFormat.Ini, path);
}
