using System.Text;
using System.Text.Json;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A folder with the values of a release, as it lies on an operator's machine. Commands are run in this process, as if typed in it.</summary>
internal sealed class LightrunFolder : IDisposable
{
    public const string Settings = "platform: prod\nprofile: lightrun\nsettings:\n  release: lightrun\n  namespace: prod\n  version: 3.50.0\n";

    private readonly TemporaryFolder _folder = new();

    public LightrunFolder()
    {
        Original = File.ReadAllText(Path.Combine(Repository.Root, "examples", "lightrun", "values.yaml"));
        Write("values.yaml", Original);
    }

    /// <summary>The values as they were before Linkseal came.</summary>
    public string Original { get; }

    public string Location => _folder.Path;

    public string this[string name] => _folder[name];

    public string Out => _folder[".linkseal/out"];

    public void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    public string Read(string name) => File.ReadAllText(_folder[name]);

    public (ExitCode Exit, string Text) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = _folder.Path, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(arguments);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    public string Succeed(params string[] arguments)
    {
        var (exit, text) = Type(arguments);
        Assert.True(exit == ExitCode.Ok, $"linkseal {string.Join(' ', arguments)} ended with {exit}:\n{text}");
        return text;
    }

    /// <summary>An entry of a Secret's <c>data</c>, decoded.</summary>
    public string Data(string secret, string key)
    {
        using var manifest = JsonDocument.Parse(Read($".linkseal/out/{secret}.json"));
        return Encoding.ASCII.GetString(manifest.RootElement.GetProperty("data").GetProperty(key).GetBytesFromBase64());
    }

    /// <summary>What helm would see: the values, with the fragment over them where it is there, as python3-yaml reads them.</summary>
    public JsonElement Effective()
    {
        const string Script = """
            import json, os, sys, yaml
            def over(under, above):
                for key, value in above.items():
                    under[key] = over(under[key], value) if isinstance(value, dict) and isinstance(under.get(key), dict) else value
                return under
            values = yaml.safe_load(open("values.yaml"))
            if os.path.exists("linkseal-values.yaml"): values = over(values, yaml.safe_load(open("linkseal-values.yaml")))
            print(json.dumps(values))
            """;
        var result = Shell.Run(Missing.Program("python3"), ["-c", Script], _folder.Path);
        if (result.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal)) Missing.Skip("python3-yaml is not installed: ./test --install");
        Assert.True(result.ExitCode == 0, result.All);
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    /// <summary>openssl judges the certificate that a Secret serves, by a CA, as whoever dials the name.</summary>
    public void Verify(string secret, string authority, string name, string purpose = "sslserver")
    {
        var chain = Data(secret, "tls.crt");
        Write("judge-chain.pem", chain);
        Write("judge-ca.pem", authority);
        var result = Shell.Run(Missing.Program("openssl"),
            ["verify", "-CAfile", "judge-ca.pem", "-untrusted", "judge-chain.pem", "-purpose", purpose, "-verify_hostname", name, "judge-chain.pem"], _folder.Path);
        Assert.True(result.ExitCode == 0, $"{secret} as {name}: {result.All}");
        foreach (var file in (string[])["judge-chain.pem", "judge-ca.pem"]) File.Delete(_folder[file]);
    }

    public void OpenSsl(string arguments)
    {
        var result = Shell.Run(Missing.Program("openssl"), arguments.Split(' '), _folder.Path);
        Assert.True(result.ExitCode == 0, result.All);
    }

    public void Dispose() => _folder.Dispose();
}
