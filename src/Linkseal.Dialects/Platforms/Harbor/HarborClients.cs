namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The words of <c>clients:</c>, which are component names too.</summary>
internal static class HarborClients
{
    /// <summary>Docker on this machine: its folder below certs.d.</summary>
    public const string Docker = "docker";

    /// <summary>This machine's own trust store.</summary>
    public const string System = "system";
}
