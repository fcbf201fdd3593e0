using System.Security.Cryptography;
using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>
/// A Harbor installer whose every path lies below a temporary folder, so that steps really run: <c>prepare</c> wipes and copies as Harbor's does
/// (the facts of its source), <c>install.sh</c>, <c>docker</c> and <c>install</c> stand in and record how they were called. Linkseal runs as a process of its own.
/// </summary>
internal sealed class LiveHarbor : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LiveHarbor(bool installed = true, string[]? flags = null, string settings = "")
    {
        foreach (var name in (string[])["bin", "harbor", "data"]) Directory.CreateDirectory(folder[name]);
        Program(folder["bin/docker"], DockerScript);
        Program(folder["bin/install"], InstallScript);
        Program(In("prepare"), PrepareScript);
        Program(In("install.sh"), InstallerScript);
        Original = HarborYmlText;
        HarborYml = Original;
        Description = $"""
            platform: registry
            profile: harbor
            settings:
              internalTls: {"{"} dir: {InternalTls} {"}"}
            {settings}
            """;
        if (!installed) return;
        Assert.Equal(0, Shell.Run(In("prepare"), flags ?? [], Installer).ExitCode);
        File.WriteAllText(In("common/config/by-hand.conf"), "kept\n");
        File.Delete(Log);
    }

    public string Installer => folder["harbor"];

    public string Data => folder["data"];

    public string InternalTls => folder["tls"];

    /// <summary>What the stand-ins were called with, a line each.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    public string Original { get; }

    public string HarborYml
    {
        get => File.ReadAllText(In("harbor.yml"));
        set => File.WriteAllText(In("harbor.yml"), value);
    }

    public string Description
    {
        get => File.ReadAllText(In("linkseal.yaml"));
        set => File.WriteAllText(In("linkseal.yaml"), value);
    }

    private string Log => folder["log"];

    public string In(string name) => Path.Combine(Installer, name);

    /// <summary>From now on docker knows where these containers are.</summary>
    public void Place(IEnumerable<(string Container, string Address)> containers) => File.WriteAllLines(folder["containers"], containers.Select(static c => $"{c.Container} {c.Address}"));

    public void ForgetCalls() => File.Delete(Log);

    /// <summary>From now on a stand-in fails: prepare at <c>early</c> or <c>late</c>, docker at <c>down</c> or <c>up</c>... see the scripts; null: no longer.</summary>
    public void FailAt(string? point)
    {
        if (point is null) File.Delete(folder["fail"]);
        else File.WriteAllText(folder["fail"], point);
    }

    /// <summary>Somebody runs the product's own command, which is not recorded.</summary>
    public void PrepareByHand()
    {
        Assert.Equal(0, Shell.Run(In("prepare"), [], Installer).ExitCode);
        ForgetCalls();
    }

    /// <summary>Types a command in the installer's folder.</summary>
    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var result = Run(arguments);
        return ((ExitCode)result.ExitCode, result.All);
    }

    public string Succeed(params string[] arguments)
    {
        var (exit, text) = Type(arguments);
        Assert.True(exit == ExitCode.Ok, $"linkseal {string.Join(' ', arguments)} ended with {exit}:\n{text}");
        return text;
    }

    /// <summary>Code, severity and message of every finding of <c>check</c>.</summary>
    public (string Code, string Severity, string Message)[] Findings()
    {
        using var json = JsonDocument.Parse(Run("check", "--output", "json").Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(static f => (f.GetProperty("code").GetString()!, f.GetProperty("severity").GetString()!, f.GetProperty("message").GetString()!))];
    }

    /// <summary>What <c>plan</c> says is to be done.</summary>
    public string[] Changes()
    {
        using var json = JsonDocument.Parse(Run("plan", "--output", "json").Output);
        return [.. json.RootElement.GetProperty("changes").EnumerateArray().Select(static c => c.GetRawText())];
    }

    /// <summary>Everything but the state and the stand-ins: kind, mode, owner, content.</summary>
    public SortedDictionary<string, string> Snapshot()
    {
        var listed = Shell.Run("find", [folder.Path, "-mindepth", "1", "(", "-path", In(".linkseal"), "-o", "-path", folder["bin"], "-o", "-path", Log, "-o", "-path", folder["fail"], ")", "-prune", "-o", "-printf", "%P\t%y %m %U:%G %l\n"]);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (path, rest) = (line[..line.IndexOf('\t')], line[(line.IndexOf('\t') + 1)..]);
            all[path] = rest[0] == 'f' ? $"{rest} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[path])))}" : rest;
        }

        return all;
    }

    public void Dispose() => folder.Dispose();

    private ShellResult Run(params string[] arguments) => Shell.Run(BuiltProgram.Path, arguments, Installer, environment: new Dictionary<string, string?>
    {
        ["PATH"] = folder["bin"] + ":" + Environment.GetEnvironmentVariable("PATH"),
        ["NO_COLOR"] = "1",
    });

    private static void Program(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string HarborYmlText => $"""
        # written for a test
        hostname: registry.example.com
        http:
          port: 80
        https:
          port: 443
          certificate: /your/certificate/path
          private_key: /your/private/key/path

        # # Uncomment following will enable tls communication between all harbor components
        # internal_tls:
        #   # set enabled to true means internal tls is enabled
        #   enabled: true
        #   # put your cert and key files on dir
        #   dir: /etc/harbor/tls/internal

        harbor_admin_password: Harbor12345
        data_volume: {Data}
        log:
          level: info
        _version: 2.12.0

        """;

    // In the order of Harbor's: the configuration is gone before anything is looked at, then secret/tls, the compose file at the end.
    private string PrepareScript => $$"""
        #!/bin/sh
        # stands for: docker run goharbor/prepare:v2.12.0
        set -e
        cd "$(dirname "$0")"
        echo "prepare $*" | sed 's/ $//' >> {{Log}}
        failing=$(cat {{folder["fail"]}} 2>/dev/null || true)
        data=$(grep '^[^#]*data_volume:' harbor.yml | awk '{print $NF}')
        of() { sed -n "/^$1:/,/^[^ ]/s/^  $2: *//p" harbor.yml; }
        rm -rf common/config
        mkdir -p common/config/nginx common/config/shared/trust-certificates
        [ "$failing" = early ] && { echo 'Traceback: early'; exit 1; }
        echo "# $(of https certificate) $(of internal_tls enabled)" > common/config/nginx/nginx.conf
        mkdir -p "$data/secret/cert"
        pair=$(of https certificate)
        if [ -f "$pair" ]; then
          cp "$pair" "$data/secret/cert/server.crt"
          cp "$(of https private_key)" "$data/secret/cert/server.key"
          chmod 600 "$data"/secret/cert/*
        fi
        if [ "$(of internal_tls enabled)" = true ]; then
          rm -rf "$data/secret/tls"
          [ "$failing" = late ] && { echo 'Traceback: late' >&2; exit 1; }
          cp -r "$(of internal_tls dir)" "$data/secret/tls"
          for pair in proxy core job_service registry registryctl portal harbor_db; do
            [ -f "$data/secret/tls/$pair.crt" ] && [ -f "$data/secret/tls/$pair.key" ] || { echo "FileNotFoundError: $pair" >&2; exit 1; }
          done
          chmod 600 "$data"/secret/tls/*.key
          chmod 644 "$data"/secret/tls/*.crt
          [ "$(id -u)" = 0 ] && chown 10000:10000 "$data"/secret/tls/*
        fi
        {
          echo 'services:'
          echo '  core:'
          echo '    image: goharbor/harbor-core:v2.12.0'
          case " $* " in *' --with-trivy '*) printf '  trivy-adapter:\n    image: goharbor/trivy-adapter-photon:v2.12.0\n' ;; esac
        } > docker-compose.yml
        echo 'prepared'

        """;

    private string InstallerScript => $$"""
        #!/bin/sh
        echo "install.sh $*" | sed 's/ $//' >> {{Log}}
        exec "$(dirname "$0")/prepare" "$@"

        """;

    private string DockerScript => $$"""
        #!/bin/sh
        # docker inspect … -- NAME: where the container is.
        if [ "$1" = inspect ]; then shift 4; sed -n "s/^$1 //p" {{folder["containers"]}}; exit; fi
        echo "docker $*" >> {{Log}}
        if [ "$(cat {{folder["fail"]}} 2>/dev/null)" = "$2" ]; then echo 'no such daemon' >&2; exit 17; fi
        echo 'Container nginx'

        """;

    // Only root may give files away.
    private string InstallScript => $$"""
        #!/bin/sh
        echo "install $*" >> {{Log}}
        [ "$(id -u)" = 0 ] && exec /usr/bin/install "$@"
        exec /usr/bin/install -D -m 0644 "$8" "$9"

        """;
}
