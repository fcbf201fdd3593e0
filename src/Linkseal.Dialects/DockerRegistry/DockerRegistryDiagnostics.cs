using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.DockerRegistry;

/// <summary>What can be wrong with a registry's configuration.</summary>
internal static class DockerRegistryDiagnostics
{
    /// <summary>The debug listener, which has no TLS, where others reach it.</summary>
    public static Diagnostic DebugStaysPlaintext(DialectRequest request, string config, YamlNode.Scalar address) =>
        new("LS1938", Severity.Warning, $"{request.Name}: its debug listener ({address.Value}) speaks plaintext only")
        {
            File = config, At = address.Start, Hint = "bind it to 127.0.0.1, or take http.debug out",
        };

    /// <summary>Certificates of Let's Encrypt, beside which the registry takes no others.</summary>
    public static Diagnostic LetsEncrypt(DialectRequest request, string config, YamlNode node) =>
        new("LS1939", Severity.Error, $"{request.Name}: http.tls.letsencrypt stands there, and beside it the registry takes no other certificate")
        {
            File = config, At = node.Start, Hint = "take it out, or put a proxy with Let's Encrypt's certificate before the registry",
        };
}
