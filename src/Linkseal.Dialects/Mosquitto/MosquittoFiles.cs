using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>A broker's configuration: <c>mosquitto.conf</c>, and the files of <c>conf.d</c> where it reads them.</summary>
internal sealed class MosquittoFiles
{
    public const string DropInFolder = "conf.d";
    public const string DropInFile = "linkseal.conf";

    // Any of these at the top of a file is about the listener that has no line of its own, and opens it (2.0.11).
    private static readonly ImmutableArray<string> OfDefaultListener =
        ["port", "bind_address", "bind_interface", "max_connections", "max_qos", "mount_point", "socket_domain", "use_username_as_clientid", "certfile", "keyfile", "cafile", "capath"];

    private static readonly ImmutableArray<string> PasswordWords = ["password_file", "plugin", "auth_plugin"];

    private readonly string acl;

    private MosquittoFiles(string main, string acl, ImmutableArray<(string Path, StatementDocument Document)> files, bool readsDropIns, ImmutableArray<Statement> others)
    {
        (Main, this.acl, Files, ReadsDropIns, Others) = (main, acl, files, readsDropIns, others);
        Listeners = [.. files.SelectMany(static f => ListenersOf(f.Path, f.Document))];
    }

    /// <summary>The path of mosquitto.conf.</summary>
    public string Main { get; }

    /// <summary>Each file that could be read, in the order in which the broker reads them; Linkseal's own is none of them.</summary>
    public ImmutableArray<(string Path, StatementDocument Document)> Files { get; }

    /// <summary>True: what lies in conf.d is read too.</summary>
    public bool ReadsDropIns { get; }

    /// <summary>Other folders that it reads.</summary>
    public ImmutableArray<Statement> Others { get; }

    /// <summary>Where it listens over TCP, in that order.</summary>
    public ImmutableArray<MosquittoListener> Listeners { get; }

    /// <summary>True: users are known by a password, or by whatever a plugin asks for.</summary>
    public bool HasPasswords => Says(PasswordWords, null);

    /// <summary>Where Linkseal's own list of who may use topics lies.</summary>
    public string OwnAcl => LexicalPath.Join(ConfigText.Folder(Main), "linkseal.acl");

    /// <summary>The same as the broker sees it.</summary>
    public string OwnAclInside => acl;

    /// <summary>True: each listener has lists and users of its own.</summary>
    public bool IsPerListener => Says(["per_listener_settings"], "true");

    /// <summary>Why callers can't be told apart by the names of their certificates: the operator tells them apart; null: nothing stands against it.</summary>
    public string? NamesAreOthers =>
        HasPasswords ? "its users are known by password or plugin"
        : Says(["use_subject_as_username"], "true") ? "its users are whole subjects"
        : Settings.Any(s => s.Name == "acl_file" && s.Value != acl) ? "an acl_file of its own says which topics are whose" : null;

    /// <summary>True: who gives no name is let in.</summary>
    public bool AllowsAnonymous => Says(["allow_anonymous"], "true");

    /// <summary>The folder of drop-ins.</summary>
    public string Folder => FolderOf(Main);

    /// <summary>Reads what was asked for by <see cref="Paths"/>.</summary>
    public static MosquittoFiles Read(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var main = MainOf(component);
        var folder = FolderOf(main);
        var document = ConfigText.Read(documents, ConfigFormat.Mosquitto, main);
        var includes = document?.Includes ?? [];
        bool IsOurs(Statement include) => include.Value.TrimEnd('/') is var path && (path == folder || path == ServerMaterial.Inside(component, folder));
        var reads = includes.Any(IsOurs);
        var below = reads
            ? documents.Keys.Where(k => k.StartsWith(folder + "/", StringComparison.Ordinal) && k != $"{folder}/{DropInFile}").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return new(main, ServerMaterial.Inside(component, LexicalPath.Join(ConfigText.Folder(main), "linkseal.acl")),
            [.. below.Prepend(main).Select(p => (Path: p, Document: ConfigText.Read(documents, ConfigFormat.Mosquitto, p))).Where(static p => p.Document is not null).Select(static p => (p.Path, p.Document!))],
            reads, [.. includes.Where(i => !IsOurs(i))]);
    }

    /// <summary>The files to look at.</summary>
    public static ImmutableArray<string> Paths(ComponentEntry component) => [MainOf(component), FolderOf(MainOf(component)) + "/*.conf"];

    private static string MainOf(ComponentEntry component) => component.Config ?? "/etc/mosquitto/mosquitto.conf";

    private static string FolderOf(string main) => LexicalPath.Join(ConfigText.Folder(main), DropInFolder);

    // per_listener_settings puts them below a listener.
    private IEnumerable<Statement> Settings => Files.SelectMany(static f => f.Document.Statements).SelectMany(static s => s.IsSection ? s.Statements : [s]);

    private bool Says(ImmutableArray<string> words, string? value) =>
        Settings.Any(s => words.Contains(s.Name) && (value is null || s.Value == value));

    private static IEnumerable<MosquittoListener> ListenersOf(string path, StatementDocument document)
    {
        if (OfDefaultListener.Any(w => document.Find(w) is not null) || document.Value("protocol") is "websockets")
            yield return new(path, [], ConfigText.Port(document.Value("port")) ?? MosquittoListener.PlaintextPort, null, document.Statements.Where(static s => !s.IsSection).ToImmutableArray());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var sections = document.Sections("listener").Select(static s => (Section: s, Words: s.Raw.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))).Where(static s => s.Words.Length > 0).ToList();
        foreach (var (section, words) in sections)
        {
            var number = seen[words[0]] = seen.GetValueOrDefault(words[0], -1) + 1;
            // 0 is a socket of the file system.
            if (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535) continue;
            var several = sections.Count(s => s.Words[0] == words[0]) > 1;
            yield return new(path, several ? ["listener " + words[0], $"[{number}]"] : ["listener " + words[0]], port, words.Length > 1 ? words[1] : null, section.Statements);
        }
    }
}

/// <summary>One place where a broker listens.</summary>
/// <param name="Path">The file that says so.</param>
/// <param name="Key">The path of its section in there; empty: the top of the file.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Address">The address that it is bound to; null: all.</param>
/// <param name="Settings">What is said of it.</param>
internal sealed record MosquittoListener(string Path, ImmutableArray<string> Key, int Port, string? Address, ImmutableArray<Statement> Settings)
{
    /// <summary>The port of a broker that is told none.</summary>
    public const int PlaintextPort = 1883;

    /// <summary>True: it speaks TLS by certificates.</summary>
    public bool HasCertificate => this["certfile"] is not null;

    /// <summary>True: it speaks TLS by keys known to both sides, which can't be had beside certificates.</summary>
    public bool HasSharedKeys => this["psk_hint"] is not null;

    /// <summary>True: MQTT within websockets.</summary>
    public bool HasWebsockets => this["protocol"] is "websockets";

    /// <summary>What a setting says; null: it is not there.</summary>
    public string? this[string name] => Settings.LastOrDefault(s => s.Name == name)?.Value;
}
