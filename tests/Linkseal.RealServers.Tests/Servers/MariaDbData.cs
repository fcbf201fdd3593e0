using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Empty databases of MariaDB.</summary>
internal static class MariaDbData
{
    /// <summary>As whom the server runs: root gives up its rights.</summary>
    public static string Owner => Environment.UserName == "root" ? "mysql" : Environment.UserName;

    /// <summary>One in a folder of the platform's.</summary>
    public static void Make(Sealed platform, string folder)
    {
        Shell.Run("/bin/sh", ["-c", $"chmod 755 '{platform.Path}'; mkdir -p '{platform[folder]}' && chown {Owner} '{platform[folder]}'"]);
        var result = Shell.Run(Missing.Program("mariadb-install-db"), ["--no-defaults", "--user=" + Owner, "--datadir=" + platform[folder], "--auth-root-authentication-method=normal", "--skip-test-db", "--force"]);
        Assert.True(result.ExitCode == 0, result.All);
    }
}
