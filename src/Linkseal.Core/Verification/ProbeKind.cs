namespace Linkseal.Core.Verification;

/// <summary>The questions that are put to an endpoint.</summary>
public enum ProbeKind
{
    /// <summary>The caller as it is: its certificate, the name that it dials, the roots that it believes.</summary>
    Caller,

    /// <summary>A client without a certificate.</summary>
    NoCertificate,

    /// <summary>A certificate of an authority that nobody believes.</summary>
    Foreign,

    /// <summary>A valid certificate of the right authority whose component has no link.</summary>
    NoLink,

    /// <summary>The right authority, out of date.</summary>
    Expired,

    /// <summary>The right authority, for servers only.</summary>
    WrongPurpose,

    /// <summary>A client without a certificate that names an account of no link's, where the server has a rule for each account.</summary>
    OtherAccount,

    /// <summary>The protocol without TLS, on the same port.</summary>
    Plaintext,

    /// <summary>The protocol without TLS, on another port: the one that it had before, or one that its files name.</summary>
    PlaintextPort,

    /// <summary>TLS 1.0.</summary>
    Tls10,

    /// <summary>TLS 1.1.</summary>
    Tls11,

    /// <summary>TLS 1.2 with broken cipher suites.</summary>
    WeakSuites,
}

/// <summary>What people call the questions.</summary>
public static class ProbeKinds
{
    /// <summary>As whom or how it was asked.</summary>
    public static string Text(this ProbeKind kind) => kind switch
    {
        ProbeKind.Caller => "the caller",
        ProbeKind.NoCertificate => "no certificate",
        ProbeKind.Foreign => "a foreign authority",
        ProbeKind.NoLink => "a certificate without a link",
        ProbeKind.Expired => "an expired certificate",
        ProbeKind.WrongPurpose => "a certificate for servers only",
        ProbeKind.OtherAccount => "an account without a link",
        ProbeKind.Plaintext => "plaintext on the same port",
        ProbeKind.PlaintextPort => "the plaintext port",
        ProbeKind.Tls10 => "TLS 1.0",
        ProbeKind.Tls11 => "TLS 1.1",
        ProbeKind.WeakSuites => "broken cipher suites",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The word in JSON and JUnit, <c>no-certificate</c>.</summary>
    public static string Word(this ProbeKind kind) => kind switch
    {
        ProbeKind.Caller => "caller",
        ProbeKind.NoCertificate => "no-certificate",
        ProbeKind.Foreign => "foreign-authority",
        ProbeKind.NoLink => "no-link",
        ProbeKind.Expired => "expired",
        ProbeKind.WrongPurpose => "wrong-purpose",
        ProbeKind.OtherAccount => "other-account",
        ProbeKind.Plaintext => "plaintext",
        ProbeKind.PlaintextPort => "plaintext-port",
        ProbeKind.Tls10 => "tls-1.0",
        ProbeKind.Tls11 => "tls-1.1",
        ProbeKind.WeakSuites => "weak-suites",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
