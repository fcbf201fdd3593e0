using System.Diagnostics;
using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>One PostgreSQL of a platform: its configuration as Debian ships it in a folder of its own, its data beside.</summary>
internal sealed class PostgreSqlCluster(Sealed platform, string name)
{
    private static readonly string[] Files = ["postgresql.conf", "pg_hba.conf", "pg_ident.conf"];
    private readonly Dictionary<string, string> shipped = [];

    public string Port { get; } = Sealed.FreePort().ToString(CultureInfo.InvariantCulture);

    /// <summary>Where its data lie.</summary>
    public string Data => platform[name + "-data"];

    /// <summary>Its configuration before us.</summary>
    public IReadOnlyDictionary<string, string> Shipped => shipped;

    private static string Programs
    {
        get
        {
            Missing.Program("psql");
            return Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Run => platform[name + "-run"];

    /// <summary>An empty database.</summary>
    public void Init()
    {
        MakeFolders();
        AsServer(Programs + "initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-N", "--no-instructions");
    }

    /// <summary>Its configuration as Debian ships it.</summary>
    public void Ship()
    {
        MakeFolders();
        foreach (var file in Files)
        {
            shipped[file] = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/postgresql"), file))
                .Replace("'/etc/postgresql/15/main/", $"'{platform[name]}/", StringComparison.Ordinal)
                .Replace("'/var/lib/postgresql/15/main'", $"'{Data}'", StringComparison.Ordinal)
                .Replace("'/var/run/postgresql/15-main.pid'", $"'{Run}/pid'", StringComparison.Ordinal)
                .Replace("'/var/run/postgresql'", $"'{Run}'", StringComparison.Ordinal)
                .Replace("port = 5432", $"port = {Port}", StringComparison.Ordinal)
                .Replace("peer\n", IsRoot ? "peer\n" : "trust\n", StringComparison.Ordinal);
            platform.Write($"{name}/{file}", shipped[file]);
        }
    }

    public void Start()
    {
        Command(Programs + "postgres", out var program, out var arguments);
        platform.Start(program, [.. arguments, "-D", Data, "-c", "config_file=" + platform[name + "/postgresql.conf"]], int.Parse(Port, CultureInfo.InvariantCulture));
        // It listens before it lets anybody in.
        for (var clock = Stopwatch.StartNew(); Shell.Run(Programs + "pg_isready", ["-q", "-h", Run, "-p", Port]).ExitCode != 0;)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "it is still starting up");
            Thread.Sleep(50);
        }
    }

    /// <summary>As a caller, with the files of a component and whatever account.</summary>
    public ShellResult Psql(string caller, string account, string sql) => Shell.Run(Missing.Program("psql"),
        ["-X", "-A", "-t", $"host=localhost port={Port} {account} sslmode=verify-full sslrootcert={platform[caller + "/ca.crt"]} sslcert={platform[caller + "/tls.crt"]} sslkey={platform[caller + "/tls.key"]}", "-c", sql]);

    /// <summary>As the server's own user, over its socket.</summary>
    public string Admin(string sql) => AsServer(Missing.Program("psql"), "-X", "-A", "-t", $"host={Run} port={Port} user=postgres dbname=postgres", "-c", sql);

    /// <summary>A line for the shell, as the server's own user.</summary>
    public string Line(string line) => AsServer("/bin/sh", "-c", $"export PATH='{Programs}':\"$PATH\" PGDATA='{Data}'; {line}");

    public void Reload(string file, string text)
    {
        File.WriteAllText(file, text);
        Reload();
    }

    /// <summary>It says <c>t</c>, whatever it thinks of its files.</summary>
    public void Reload()
    {
        Assert.Equal("t\n", Admin("select pg_reload_conf()"));
        Thread.Sleep(300);
    }

    // It refuses to run as root: then everything that it reads is its own user's.
    private void MakeFolders() => Shell.Run("/bin/sh",
        ["-c", $"chmod 755 '{platform.Path}'; mkdir -p '{platform[name + "/conf.d"]}' '{Data}' '{Run}'; chmod 700 '{Data}'; {(IsRoot ? $"chown postgres: '{platform[name]}' '{Data}' '{Run}'" : "true")}"]);

    private static void Command(string program, out string first, out string[] rest)
    {
        first = IsRoot ? Missing.Program("setpriv") : program;
        rest = IsRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", program] : [];
    }

    private static string AsServer(string program, params string[] arguments)
    {
        Command(program, out var first, out var rest);
        var result = Shell.Run(first, [.. rest, .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
