namespace Linkseal.Bench;

/// <summary>What a shell script does: one <c>openssl</c> process after the other, each making a key and a signed leaf. It syncs nothing.</summary>
internal sealed class OpenSslLoop
{
    private static readonly string[] NewKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    private readonly string _certificate;
    private readonly string _key;

    /// <summary>Makes its authority in <paramref name="folder"/>.</summary>
    public OpenSslLoop(string folder)
    {
        (_certificate, _key) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        Child.Run("openssl", ["req", "-x509", .. NewKey, "-subj", "/CN=authority", "-days", "3650", "-keyout", _key, "-out", _certificate]);
    }

    /// <summary>Issues and writes.</summary>
    public void Issue(string folder, int count)
    {
        for (var i = 0; i < count; i++) One(Directory.CreateDirectory(Path.Combine(folder, $"c{i}")).FullName, $"c{i}");
    }

    // openssl 3 makes the key and signs it by another one's in one process: the shortest that can be done.
    private void One(string folder, string name)
    {
        Child.Run("openssl", [
            "req", "-x509", .. NewKey, "-CA", _certificate, "-CAkey", _key, "-subj", "/CN=" + name, "-days", "90",
            "-addext", $"subjectAltName=DNS:{name}.internal", "-addext", "extendedKeyUsage=serverAuth,clientAuth", "-addext", "basicConstraints=critical,CA:FALSE",
            "-keyout", Path.Combine(folder, "tls.key"), "-out", Path.Combine(folder, "tls.crt"),
        ]);
        File.Copy(_certificate, Path.Combine(folder, "ca.crt"));
    }
}
