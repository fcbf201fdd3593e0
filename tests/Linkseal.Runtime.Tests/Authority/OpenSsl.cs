using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Authority;

/// <summary>The judge: Debian's openssl, run in a folder.</summary>
internal sealed class OpenSsl(string folder)
{
    private readonly string _program = Missing.Program("openssl");

    /// <summary>Runs a line of words without spaces in them; fails the test unless it ends well.</summary>
    public string Line(string line)
    {
        var result = Try(line);
        Assert.True(result.ExitCode == 0, $"openssl {line}: {result.All}");
        return result.All;
    }

    public ShellResult Try(string line) => Shell.Run(_program, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder);

    /// <summary>A root <c>NAME.crt</c> with <c>NAME.key</c>, as people make it.</summary>
    public void Root(string name, string subject = "Test-Root") =>
        Line($"req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj /O=Shop/CN={subject} -keyout {name}.key -out {name}.crt");

    /// <summary>An intermediate <c>NAME.crt</c> with <c>NAME.key</c> under a root.</summary>
    public void Intermediate(string name, string root)
    {
        File.WriteAllText(Path.Combine(folder, name + ".ext"), "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n");
        Line($"req -newkey rsa:2048 -nodes -subj /CN=Test-Intermediate-{name} -keyout {name}.key -out {name}.csr");
        Line($"x509 -req -in {name}.csr -CA {root}.crt -CAkey {root}.key -CAcreateserial -days 1000 -sha256 -extfile {name}.ext -out {name}.crt");
    }

    /// <summary>Answers a request as a CA does that copies what it was asked for.</summary>
    public void Answer(string request, string authority, string certificate) =>
        Line($"x509 -req -in {request} -CA {authority}.crt -CAkey {authority}.key -CAcreateserial -days 90 -sha256 -copy_extensions copy -out {certificate}");
}
