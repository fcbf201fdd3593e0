using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>PostgreSQL from 12 on (facts: dialects §3): its settings, the rows of pg_hba.conf and pg_ident.conf, and its standbys.</summary>
public sealed class PostgreSqlDialect : IDialect
{
    internal const string DropInFolder = "conf.d";
    private const int DefaultPort = 5432;

    /// <inheritdoc/>
    public string Name => "postgresql";

    /// <inheritdoc/>
    public string Summary => "PostgreSQL from 12 on: postgresql.conf or conf.d, rows of pg_hba.conf by the links, accounts by certificate, standbys";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Rows of pg_hba.conf that stand there for others stay: a caller without a link who knows a password is let in by them, and plan says which they are.",
        "A reload that fails is told by PostgreSQL's log alone and the old certificate stays; that the new one is served is proven on the wire.",
        "Connections stay what they were when they were opened: a certificate that is refused now keeps those it has.",
        "What ALTER SYSTEM and pg_basebackup -R wrote into postgresql.auto.conf wins: plan names it where that file lies beside postgresql.conf or where Debian has it.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) =>
        [Settings(component), Hba(component), Ident(component), LexicalPath.Join(Config(component), DropInFolder) + "/*.conf", Automatic(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var written = ConfigText.Port(ConfigText.Read(documents, ConfigFormat.PostgreSql, Settings(component))?.Value("port")) ?? DefaultPort;
        return [new("postgresql", component.Port ?? written, "postgresql", PeerPolicy.None)];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => PostgreSqlClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var settings = ConfigText.Read(request.Documents, ConfigFormat.PostgreSql, Settings(entry));
        var rows = new HostRows(request, ConfigText.Read(request.Documents, ConfigFormat.PgHba, Hba(entry)));
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, settings), .. rows.Wrong(Hba(entry))];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // A standby and pg_basebackup dial with the server's own leaf.
        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = LexicalPath.Join(Config(entry), "tls"), User = "postgres" });
        var values = PostgreSqlSettings.Of(request, settings, material);
        var dropIn = LexicalPath.Join(Config(entry), DropInFolder + "/linkseal.conf");
        ImmutableArray<DesiredEdit> edits =
        [
            .. entry.DropIn ? [] : (DesiredEdit[])[new(Settings(entry), request.Name, ConfigFormat.PostgreSql, PostgreSqlSettings.Edits(values))],
            .. rows.Edits is { IsEmpty: false } hba ? (DesiredEdit[])[new(Hba(entry), request.Name, ConfigFormat.PgHba, hba)] : [],
            .. rows.Names is { IsEmpty: false } names ? (DesiredEdit[])[new(Ident(entry), request.Name, ConfigFormat.PgHba, names)] : [],
        ];
        var files = material.Desired.Files;
        if (entry.DropIn) files = files.Add(ConfigText.OurFile(request, dropIn, PostgreSqlSettings.Text(values)));
        return Result.With(
            material.Desired with
            {
                Files = files,
                Edits = edits,
                Documents = edits.Any(e => e.Path == Hba(entry)) ? [] : [Hba(entry)],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [entry.DropIn ? dropIn : Settings(entry), Hba(entry), Ident(entry)],
                    Material = material.Watched,
                    Reload = Reload(entry, settings),
                    // Every setting that is written is of context sighup.
                    ReloadsConfiguration = true,
                    Restart = ["systemctl", "restart", "postgresql"],
                }),
            },
            wrong);
    }

    // Debian's wrapper becomes the cluster's owner by itself; elsewhere the postmaster's own file says who is to read again, and no login is needed.
    private static ImmutableArray<string> Reload(ComponentEntry entry, StatementDocument? settings)
    {
        if (Cluster(entry) is var (version, cluster)) return ["pg_ctlcluster", version, cluster, "reload"];
        return ["sh", "-c", $"kill -HUP \"$(head -n 1 '{LexicalPath.Join(settings?.Value("data_directory") ?? Config(entry), "postmaster.pid")}')\""];
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, StatementDocument? settings)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "ssl_min_protocol_version and clientcert=verify-ca are PostgreSQL's from 12 on", 12) is { } old) yield return old;
        foreach (var (key, path) in ((string, string)[])[("hba_file", Hba(entry)), ("ident_file", Ident(entry))])
        {
            if (settings?.Find(key) is { } file && file.Value != path && file.Value != ServerMaterial.Inside(entry, path)) yield return PostgreSqlDiagnostics.Elsewhere(request, Settings(entry), file, path);
        }

        var folder = LexicalPath.Join(Config(entry), DropInFolder);
        var reads = settings?.Includes.FirstOrDefault(i => i.Name == "include_dir" && (i.Value.TrimEnd('/') == DropInFolder || i.Value.TrimEnd('/') == ServerMaterial.Inside(entry, folder)));
        if (entry.DropIn && reads is null) yield return PostgreSqlDiagnostics.NoDropIns(request, Settings(entry));
        foreach (var include in settings?.Includes.Where(i => i != reads) ?? []) yield return DialectDiagnostics.Includes(request, Settings(entry), include);
        if (PostgreSqlSettings.SetIn(request, Automatic(entry)) is { } automatic) yield return PostgreSqlDiagnostics.SetAgain(request, Automatic(entry), automatic, bySystem: true);
        if (reads is null) yield break;
        foreach (var path in request.Documents.Keys.Where(k => k.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            // The last that sets it is the one that counts, and the folder's files are read by their names.
            if (entry.DropIn && string.CompareOrdinal(path, folder + "/linkseal.conf") <= 0) continue;
            if (path != folder + "/linkseal.conf" && PostgreSqlSettings.SetIn(request, path) is { } set)
                yield return PostgreSqlDiagnostics.SetAgain(request, path, set);
        }
    }

    private static string Config(ComponentEntry component) => component.Config?.TrimEnd('/') ?? "/etc/postgresql";

    private static (string Version, string Name)? Cluster(ComponentEntry component) =>
        Config(component).Split('/') is ["", "etc", "postgresql", { Length: > 0 } version, { Length: > 0 } name] ? (version, name) : null;

    // Beside the data.
    private static string Automatic(ComponentEntry component) =>
        LexicalPath.Join(Cluster(component) is var (version, name) ? $"/var/lib/postgresql/{version}/{name}" : Config(component), "postgresql.auto.conf");

    private static string Settings(ComponentEntry component) => LexicalPath.Join(Config(component), "postgresql.conf");

    private static string Hba(ComponentEntry component) => LexicalPath.Join(Config(component), "pg_hba.conf");

    private static string Ident(ComponentEntry component) => LexicalPath.Join(Config(component), "pg_ident.conf");
}
