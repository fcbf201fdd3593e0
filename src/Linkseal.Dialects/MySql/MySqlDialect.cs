using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.MySql;

/// <summary>MariaDB from 10.5.2 on, and MySQL from 8.0.16 on (facts: dialects §4).</summary>
public sealed class MySqlDialect : IDialect
{
    private const int DefaultPort = 3306;

    // TLS is off by these whatever else is set.
    private static readonly ImmutableArray<string> Off = ["skip_ssl", "disable_ssl"];
    private static readonly ImmutableArray<string> False = ["0", "off", "false"];
    private readonly MySqlProduct product;

    private MySqlDialect(MySqlProduct product) => this.product = product;

    /// <summary>MariaDB.</summary>
    public static MySqlDialect MariaDb { get; } = new(MySqlProduct.MariaDb);

    /// <summary>MySQL, by its documentation.</summary>
    public static MySqlDialect MySql { get; } = new(MySqlProduct.MySql);

    /// <inheritdoc/>
    public string Name => product.Word;

    /// <inheritdoc/>
    public string Summary => $"{product.Title} from {string.Join('.', product.Oldest)} on: option file or drop-in, plaintext refused, certificates of accounts as SQL to run, replicas";

    /// <summary>Certificates are demanded by accounts, and those are SQL.</summary>
    public Level AsServer => Level.Authenticated;

    /// <inheritdoc/>
    public Level AsServerByHand => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "No setting demands certificates of all callers: each account does, by ALTER USER … REQUIRE. Linkseal prints the statement (show) and runs none; `level: mutual` or `named` asks for it.",
        "An account without REQUIRE lets in whoever has its password, over TLS; a certificate that is shown is verified all the same.",
        "Whether an account with a password takes a certificate, or refuses plaintext, can't be told from outside: one without a password, known by its certificate alone, is proven whole.",
        "A replica's connection is SQL too (show prints it); Galera's own traffic stays as wsrep_provider_options says, and plan prints the line that seals it. Its state transfers by rsync go over TLS by themselves and then need stunnel on every node.",
        "Connections stay what they were when they were opened.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [.. OptionFiles.Reads(product, component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var files = new OptionFiles(product, component, documents);
        return [new("mysql", component.Port ?? ConfigText.Port(files.Value("port")) ?? DefaultPort, "mysql", PeerPolicy.None) { AccountsDemand = "ALTER USER … REQUIRE" }, .. Galera.IsOn(files) ? [Galera.Endpoint(files)] : (ReadOnlySpan<Endpoint>)[]];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => client.Endpoint.Name == Galera.Name ? [] : MySqlClients.Of(client, product);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var files = new OptionFiles(product, entry, request.Documents);
        var written = files.IsDropIn ? files.DropIn : files.Config;
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, files, written)];
        if (written is null || wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // A replica dials with the server's own leaf.
        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = files.Material, User = "mysql" });
        ImmutableArray<(string Key, string? Value)> settings =
        [
            ("ssl_cert", material.Certificate),
            ("ssl_key", material.Key),
            ("ssl_ca", material.Roots),
            ("tls_version", "TLSv1.2,TLSv1.3"),
            .. entry.KeepPlaintext ? [] : (ReadOnlySpan<(string, string?)>)[("require_secure_transport", null)],
        ];
        var desired = material.Desired;
        desired = files.IsDropIn
            ? desired with { Files = desired.Files.Add(ConfigText.OurFile(request, written, Text(settings))) }
            : desired with { Edits = [new(written, request.Name, ConfigFormat.Ini, [.. settings.SelectMany(s => Edits(files, s.Key, s.Value))])] };
        return Result.With(
            desired with
            {
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [written],
                    Material = material.Watched,
                    Reload = [product.Client, .. Socket(entry, files), "-e", product.Reload],
                    Restart = ["systemctl", "restart", product.Word],
                }),
            },
            [.. wrong, .. Galera.IsOn(files) && !Galera.IsSealed(files) ? [MySqlDiagnostics.GaleraInPlaintext(request, files.Config, Galera.Line(material))] : (ReadOnlySpan<Diagnostic>)[]]);
    }

    // Whatever group a setting stands in, the last one counts: it is set in each.
    private static IEnumerable<Edit> Edits(OptionFiles files, string key, string? value)
    {
        var groups = files.Settings(key).Select(static s => s.Section[^1]).Distinct(StringComparer.Ordinal).ToList();
        foreach (var group in groups.Count > 0 ? groups : [files.Group]) yield return value is null ? ConfigText.Set(true, group, key) : ConfigText.Set(value, group, key);
    }

    // A file of Linkseal's own.
    private static string Text(ImmutableArray<(string Key, string? Value)> settings) =>
        "[mysqld]\n" + string.Concat(settings.Select(static s => $"{s.Key} = {(s.Value is { } value ? Quoted(value) : "ON")}\n"));

    private static string Quoted(string value) =>
        value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ',') ? value : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // Over the socket the system's own user is known without a password, and the socket counts as secure transport.
    private static ImmutableArray<string> Socket(ComponentEntry entry, OptionFiles files) =>
        files.Value("socket") is { Length: > 0 } socket ? ["--socket=" + (LexicalPath.Inside(entry.Mounts.Select(static m => (m.Inside, m.Host)), socket) ?? socket)] : [];

    private IEnumerable<Diagnostic> Wrong(DialectRequest request, OptionFiles files, string? written)
    {
        if (DialectDiagnostics.TooOld(request, product.WhyOldest, product.Oldest.AsSpan()) is { } old) yield return old;
        foreach (var off in Off.Concat(["ssl"]).SelectMany(files.Settings).Where(IsOff)) yield return MySqlDiagnostics.TurnedOff(request, files.Config, off);
        foreach (var link in request.Incoming.Where(static l => l.Required >= Level.Mutual && l.Endpoint != Galera.Name)) yield return MySqlDiagnostics.BySql(request, link);
        if (written is null)
        {
            yield return MySqlDiagnostics.NoDropIns(request, files.Config);
            yield break;
        }

        ImmutableArray<string> ours = ["ssl_cert", "ssl_key", "ssl_ca", "tls_version", .. request.Component.KeepPlaintext ? [] : (ReadOnlySpan<string>)["require_secure_transport"], .. Off, "ssl"];
        foreach (var (file, setting) in files.Later(written, ours).Where(static l => l.Setting.Name.Replace('-', '_') is not ("ssl" or "skip_ssl" or "disable_ssl") || IsOff(l.Setting)))
            yield return MySqlDiagnostics.SetAgain(request, file, setting);
        foreach (var include in files.NotRead) yield return DialectDiagnostics.Includes(request, files.Config, include);
    }

    private static bool IsOff(Core.Editing.Statements.Statement setting) =>
        False.Contains(setting.Value.ToLowerInvariant()) ? setting.Name.Replace('-', '_') == "ssl" : setting.Name.Replace('-', '_') != "ssl";
}
