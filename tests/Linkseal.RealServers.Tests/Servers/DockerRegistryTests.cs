using System.Globalization;
using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's registry, from its shipped configuration edited by us: an image pushed and pulled by skopeo, renewed by a restart, proven; then each fault made on it and found by name.</summary>
public sealed class DockerRegistryTests
{
    [Fact]
    public void An_image_is_pushed_and_pulled_with_our_material_and_by_nobody_without()
    {
        using var platform = new Registry();
        var image = platform.Image();
        platform.Skopeo("ci", "copy", "--preserve-digests", "--dest-creds", Registry.Login, "oci:" + image, platform.Reference);
        platform.Skopeo("ci", "copy", "--preserve-digests", "--src-creds", Registry.Login, platform.Reference, "oci:" + platform.Sealed["pulled"]);
        Assert.Equal(Registry.Layer, File.ReadAllText(platform.Sealed[$"pulled/blobs/sha256/{Registry.Hash(Registry.Layer)}"]));
        platform.Sealed.IsClean("mutual");

        // Roots alone, and none at all.
        File.Delete(platform.Sealed["certs.d/client.cert"]);
        File.Delete(platform.Sealed["certs.d/client.key"]);
        Assert.Contains("bad certificate", platform.Try("inspect", "--creds", Registry.Login, platform.Reference).Error, StringComparison.Ordinal);
        File.Delete(platform.Sealed["certs.d/ca.crt"]);
        Assert.Contains("unknown authority", platform.Try("inspect", "--creds", Registry.Login, platform.Reference).Error, StringComparison.Ordinal);
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_restart_and_not_before()
    {
        using var platform = new Registry();
        var serial = platform.Sealed.Serial();
        File.Delete(platform.Sealed["tls/tls.crt"]);
        Assert.Contains("systemctl restart docker-registry", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal(["LS2911"], platform.Sealed.Verify().Errors);
        platform.Server.Restart();
        platform.Sealed.IsClean("mutual");
        Assert.NotEqual(serial, platform.Sealed.Serial());
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Registry();
        var (found, config) = (platform.Sealed, File.ReadAllText(platform.Config));
        string[] Found(Func<string, string> fault)
        {
            File.WriteAllText(platform.Config, fault(config));
            platform.Server.Restart();
            return [.. found.Verify().Errors];
        }

        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], Found(t => t.Replace($"clientcas: [{found["tls/ca.crt"]}]", "clientcas: []", StringComparison.Ordinal)));
        Assert.Equal(["LS2905", "LS2911"], Found(t => t.Replace(found["tls/tls."], platform.Sealed.Foreign(), StringComparison.Ordinal)));
        Assert.Equal(["LS2914"], Found(t => t.Replace(found["tls/tls."], found["other/tls."], StringComparison.Ordinal)));
        // Its own suites are none of TLS 1.0: somebody has to ask for those too.
        Assert.Equal(["LS2928"], Found(static t => t.Replace("minimumtls: tls1.2", "minimumtls: tls1.0\n    ciphersuites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]", StringComparison.Ordinal)));
        // Without certificate it speaks plaintext on the one port.
        Assert.Equal(["LS2902", "LS2926"], Found(static t => t[..t.IndexOf("  tls:", StringComparison.Ordinal)] + t[t.IndexOf("auth:", StringComparison.Ordinal)..]));
        File.WriteAllText(platform.Config, config);
        platform.Server.Restart();
        // Without a pair and roots that it can load it does not start.
        platform.OwnFiles.Show(OwnFiles.WhereItDoesNotStart);
        found.IsClean("mutual");
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Registry();
        platform.Sealed.IsShippedAfterRemove();
        Assert.False(File.Exists(platform.Sealed["tls/tls.key"]));
    }

    private sealed class Registry : IDisposable
    {
        public const string Login = "ci:secret";
        public const string Layer = "not much of a layer, but all of it\n";
        private readonly string _port = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);

        public Registry()
        {
            var program = Missing.Program("docker-registry");
            Missing.Program("skopeo");
            // bcrypt, which is what the registry reads.
            Sealed.Write("htpasswd", "ci:" + Shell.Run(Missing.Program("python3"), ["-W", "ignore", "-c", "import crypt; print(crypt.crypt('secret', crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))"]).Output);
            var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/docker-registry"), "config.yml"))
                .Replace("/var/lib/docker-registry", Sealed["data"], StringComparison.Ordinal)
                .Replace("path: /etc/docker/registry", "path: " + Sealed["htpasswd"], StringComparison.Ordinal)
                .Replace("addr: :5000", "addr: :" + _port, StringComparison.Ordinal);
            Directory.CreateDirectory(Sealed["data"]);
            Sealed.Ship("config.yml", shipped);
            Sealed.Write("linkseal.yaml", """
                platform: shop
                components:
                  ci:     { dialect: files, folder: ci }
                  other:  { dialect: files, folder: other, names: [other.internal] }
                  images: { dialect: docker-registry, config: config.yml, names: [localhost], owner: "0" }
                links:
                  - ci -> images
                """);
            Sealed.Run("apply", "--yes");
            Server = Sealed.Start(program, ["serve", Config], int.Parse(_port, CultureInfo.InvariantCulture));
            Directory.CreateDirectory(Sealed["certs.d"]);
            // A folder of links for each registry, as show says but for where it lies.
            var folder = Sealed.Shown("ci", "mkdir -p")["mkdir -p ".Length..];
            foreach (var line in Sealed.Run("show", "ci").Split('\n').Where(static l => l.Contains("ln -sf ", StringComparison.Ordinal)))
                Assert.Equal(0, Shell.Run("/bin/sh", ["-c", line[line.IndexOf("ln -sf ", StringComparison.Ordinal)..].Replace(folder, Sealed["certs.d"], StringComparison.Ordinal)]).ExitCode);
        }

        public Sealed Sealed { get; } = new();

        public ServerProcess Server { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["tls/tls.crt"], Sealed["tls/tls.key"], Sealed["tls/ca.crt"], Server.TryRestart, caller: "ci");

        public string Config => Sealed["config.yml"];

        public string Reference => $"docker://localhost:{_port}/shop/app:1";

        public static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

        public void Skopeo(string caller, string command, params string[] arguments)
        {
            var result = Shell.Run("skopeo", ["--insecure-policy", command, "--src-cert-dir", Sealed["certs.d"], "--dest-cert-dir", Sealed["certs.d"], .. arguments]);
            Assert.True(result.ExitCode == 0, $"{caller}: {result.All}");
        }

        public ShellResult Try(string command, params string[] arguments) => Shell.Run("skopeo", ["--insecure-policy", command, "--cert-dir", Sealed["certs.d"], .. arguments]);

        /// <summary>An image of one layer in a folder of OCI's layout.</summary>
        public string Image()
        {
            var config = JsonSerializer.Serialize(new { architecture = "amd64", os = "linux", rootfs = new { type = "layers", diff_ids = new[] { "sha256:" + Hash(Layer) } }, config = new { } });
            object Descriptor(string type, string text) => new { mediaType = "application/vnd.oci.image." + type, digest = "sha256:" + Hash(text), size = text.Length };
            var manifest = JsonSerializer.Serialize(new { schemaVersion = 2, mediaType = "application/vnd.oci.image.manifest.v1+json", config = Descriptor("config.v1+json", config), layers = new[] { Descriptor("layer.v1.tar", Layer) } });
            Sealed.Write("image/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
            Sealed.Write("image/index.json", JsonSerializer.Serialize(new { schemaVersion = 2, manifests = new[] { Descriptor("manifest.v1+json", manifest) } }));
            foreach (var blob in (string[])[Layer, config, manifest]) Sealed.Write("image/blobs/sha256/" + Hash(blob), blob);
            return Sealed["image"];
        }

        public void Dispose() => Sealed.Dispose();
    }
}
