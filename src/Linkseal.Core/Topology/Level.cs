namespace Linkseal.Core.Topology;

/// <summary>What a link has, from nothing to everything.</summary>
public enum Level
{
    /// <summary>No TLS.</summary>
    Plaintext,

    /// <summary>TLS, but the caller accepts any certificate.</summary>
    Encrypted,

    /// <summary>The caller checks the server's issuer and name.</summary>
    Authenticated,

    /// <summary>The server also demands a certificate of the caller.</summary>
    Mutual,

    /// <summary>The server also checks which caller it is.</summary>
    Named,
}

/// <summary>What an endpoint asks of a caller.</summary>
public enum PeerPolicy
{
    /// <summary>No certificate.</summary>
    None,

    /// <summary>A certificate is asked for; without one the caller is still served.</summary>
    Request,

    /// <summary>A certificate of the platform's authority, whoever's it is.</summary>
    Require,

    /// <summary>Only the certificates of the callers that have a link.</summary>
    Named,
}
