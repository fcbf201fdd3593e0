using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>A platform in a folder of its own, sealed by our program as a user runs it, with servers that are our own processes on free loopback ports.</summary>
internal sealed class Sealed : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ServerProcess> servers = [];
    private readonly Dictionary<string, string> shipped = [];

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    /// <summary>Writes a file of the platform's.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], text);
        return folder[name];
    }

    /// <summary>Writes a file as the product brings it.</summary>
    public string Ship(string name, string text) => Write(name, shipped[name] = text);

    /// <summary>Takes Linkseal out: every file that the product brought is as it was.</summary>
    public void IsShippedAfterRemove()
    {
        Run("remove", "--yes", "--no-reload");
        Assert.NotEmpty(shipped);
        foreach (var (name, text) in shipped) Assert.Equal(text, File.ReadAllText(this[name]));
    }

    /// <summary>Runs our program; it has to end with 0.</summary>
    public string Run(params string[] arguments) => LinksealProgram.Succeed(Path, arguments);

    /// <summary>Runs our program, whatever it ends with.</summary>
    public ShellResult Try(params string[] arguments) => Shell.Run(BuiltProgram.Path, arguments, Path);

    /// <summary>A line that show prints for a caller, told by its beginning.</summary>
    public string Shown(string caller, string beginning)
    {
        var line = Run("show", caller).Split('\n').First(l => l.Contains(beginning, StringComparison.Ordinal));
        return line[line.IndexOf(beginning, StringComparison.Ordinal)..].Trim();
    }

    /// <summary>Such a line, run by the shell as it stands, with what is to be asked behind it.</summary>
    public ShellResult RunShown(string caller, string beginning, string more = "") => Shell.Run("/bin/sh", ["-c", $"{Shown(caller, beginning)} {more}"], Path);

    /// <summary>Starts a server and waits until it listens.</summary>
    public ServerProcess Start(string program, IEnumerable<string> arguments, int port, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new ServerProcess(program, arguments, Path, port, environment);
        servers.Add(server);
        return server;
    }

    /// <summary><c>linkseal verify</c>, as a program reads it.</summary>
    public Verified Verify(params string[] arguments)
    {
        var result = Try(["verify", "--output", "json", .. arguments]);
        using var json = JsonDocument.Parse(result.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().Select(static f => (Code: f.GetProperty("code").GetString()!, Severity: f.GetProperty("severity").GetString()!)).ToList();
        return new(
            result.ExitCode,
            [.. json.RootElement.GetProperty("proofs").EnumerateArray().Select(static p => p.TryGetProperty("proven", out var level) ? level.GetString()! : "none")],
            [.. findings.Where(static f => f.Severity == "error").Select(static f => f.Code).Distinct().Order(StringComparer.Ordinal)],
            result.Output);
    }

    /// <summary>Every link has its level, and nothing is wrong.</summary>
    public void IsClean(string level)
    {
        var verified = Verify();
        Assert.True(verified is { ExitCode: 0 } && verified.Errors.IsEmpty && verified.Levels.All(l => l == level), verified.Text);
    }

    /// <summary>The serial of the first certificate that verify meets.</summary>
    public string Serial() => Verify().Text.Split("\"serial\": \"")[1].Split('"')[0];

    /// <summary>A pair of an authority that nobody believes, for localhost: the path of its files before <c>crt</c>, <c>key</c>, and <c>pem</c> with both.</summary>
    public string Foreign()
    {
        Shell.Run(Missing.Program("openssl"),
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=other", "-addext", "subjectAltName=DNS:localhost", "-keyout", this["foreign.key"], "-out", this["foreign.crt"]]);
        Write("foreign.pem", File.ReadAllText(this["foreign.crt"]) + File.ReadAllText(this["foreign.key"]));
        return this["foreign."];
    }

    public void Dispose()
    {
        foreach (var server in Enumerable.Reverse(servers)) server.Dispose();
        folder.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What a run of verify found.</summary>
/// <param name="ExitCode">0: all as required.</param>
/// <param name="Levels">The proven level of each link.</param>
/// <param name="Errors">The codes of error findings, each once, in order.</param>
/// <param name="Text">The whole output.</param>
internal sealed record Verified(int ExitCode, ImmutableArray<string> Levels, ImmutableArray<string> Errors, string Text);
