using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What harbor.yml says now and should not.</summary>
internal static class ConfigurationChecks
{
    public static IEnumerable<Finding> Of(HarborSetup setup)
    {
        var (yaml, path) = (setup.Yaml, setup.Paths.HarborYml);
        if (setup.InternalTls && !yaml.InternalTls)
        {
            yield return ConfigurationFindings.InternalTlsOff(path, setup.Paths.InternalFolder, [.. HarborNotes.Sealable(setup).Select(static l => l.Id)]);
        }

        if (yaml.Https is { IsPlaceholder: true } https) yield return ConfigurationFindings.PlaceholderPair(path, https.Certificate, https.Key, setup.HostName is not null);
        if (yaml.DataVolumeFault is { } fault) yield return ConfigurationFindings.DataVolumeLine(path, yaml.DataVolume, fault);
        else if (yaml.WindowsLineEnds) yield return ConfigurationFindings.WindowsLineEnds(path, yaml.DataVolume);
        if (yaml.StrongCiphers is { } key && IgnoresStrongCiphers(setup.Version)) yield return ConfigurationFindings.StrongCiphers(path, key, setup.Version);
        if (yaml.VerifiesClients) yield return ConfigurationFindings.VerifyClientCert(path);
    }

    // Where only the minor version is known, a patch level with the fault is possible: said rather than passed over.
    private static bool IgnoresStrongCiphers(HarborVersion version) => version switch
    {
        { Major: 2, Minor: < 9 } => true,
        { Major: 2, Minor: 9 } => version.Patch is null or < 3,
        { Major: 2, Minor: 10 } => version.Patch is null or < 1,
        _ => false,
    };
}
