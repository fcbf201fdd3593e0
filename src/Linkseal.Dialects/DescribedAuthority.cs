using Linkseal.Core.Certificates;
using Linkseal.Core.Description;

namespace Linkseal.Dialects;

/// <summary>What <c>authority:</c> of a description comes to.</summary>
internal static class DescribedAuthority
{
    /// <summary>The user's own pair, a CA that answers requests, or one that is made.</summary>
    public static AuthoritySource Source(PlatformDescription description)
    {
        var entry = description.Authority;
        if (entry.Existing is { } existing) return existing;
        if (entry.Certificates is { } folder) return new AuthoritySource.Brought(folder, entry.Certificate);
        return Generated(description, entry.Subject.CommonName ?? description.Platform + " authority");
    }

    /// <summary>One that is made, by the common name it gets.</summary>
    public static AuthoritySource.Generated Generated(PlatformDescription description, string commonName)
    {
        var entry = description.Authority;
        return new() { Key = entry.Key, Lifetime = entry.Lifetime, Subject = entry.Subject with { CommonName = commonName }, Intermediate = entry.Intermediate };
    }
}
