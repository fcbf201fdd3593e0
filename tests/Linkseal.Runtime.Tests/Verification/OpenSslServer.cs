using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Debian's <c>openssl s_server</c> on a free port of loopback: OpenSSL's own refusals, as Redis, HAProxy and many others show them. It answers HTTP.</summary>
internal sealed class OpenSslServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="root">Who signs, and whose clients it believes.</param>
    /// <param name="leaf">What it serves; null: nothing.</param>
    /// <param name="words">More of its options.</param>
    public OpenSslServer(Issuer root, X509Certificate2? leaf, string words)
    {
        File.WriteAllText(_folder["ca.crt"], root.Certificate.ExportCertificatePem() + "\n");
        string[] certificate = ["-nocert"];
        if (leaf is not null)
        {
            File.WriteAllText(_folder["tls.pem"], leaf.ExportCertificatePem() + "\n" + Issuer.Key(leaf) + "\n");
            certificate = ["-cert", _folder["tls.pem"], "-key", _folder["tls.pem"]];
        }

        var start = new ProcessStartInfo(Missing.Program("openssl"), ["s_server", "-accept", "127.0.0.1:0", .. certificate, "-CAfile", _folder["ca.crt"], "-www", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _folder.Path,
        };
        _process = Process.Start(start)!;
        var listens = new TaskCompletionSource<int>();
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listens);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, listens);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Assert.True(listens.Task.Wait(TimeSpan.FromSeconds(30)), $"openssl s_server {words} does not listen: {Said}");
        Port = listens.Task.Result;
    }

    public int Port { get; }

    /// <summary>What it printed.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Hear(string? line, TaskCompletionSource<int> listens)
    {
        if (line is null) return;
        lock (_said) _said.Append(line).Append('\n');
        if (line.StartsWith("ACCEPT ", StringComparison.Ordinal)) listens.TrySetResult(int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
    }
}
