namespace Linkseal.Core.Certificates;

/// <summary>What a leaf is for: its extended key usages (RFC 5280 §4.2.1.12).</summary>
[Flags]
public enum Purposes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>serverAuth: it is presented by a server.</summary>
    Server = 1,

    /// <summary>clientAuth: it is presented by a caller.</summary>
    Client = 2,
}
