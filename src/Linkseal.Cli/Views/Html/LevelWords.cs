namespace Linkseal.Cli.Views.Html;

/// <summary>What the levels mean, for a reader who meets Linkseal for the first time.</summary>
internal static class LevelWords
{
    /// <summary>In a few words.</summary>
    public static string Short(string level) => level switch
    {
        "named" => "only callers with a link are let in",
        "mutual" => "both ends show a certificate",
        "authenticated" => "the server's certificate is good",
        "encrypted" => "TLS, with a certificate that a careful caller refuses",
        "plaintext" => "no TLS",
        "skipped" => "could not be asked",
        _ => "nothing was proven",
    };

    /// <summary>How it was proven.</summary>
    public static string Proof(string level) => level switch
    {
        "named" => "Mutual, and a valid certificate of the same authority whose component has no link was refused.",
        "mutual" => "Authenticated, and a client without a certificate and one of a foreign authority were both refused.",
        "authenticated" => "TLS 1.2 or later; issuer, chain, name, dates and purpose of the certificate that was served are right by the caller's own roots; and the server answered the caller after the handshake.",
        "encrypted" => "TLS was spoken, and the certificate that was served is not one that a careful caller accepts.",
        "plaintext" => "The protocol was spoken without TLS.",
        "skipped" => "The link could not be reached from where this ran. Nothing is claimed of it.",
        _ => "The caller could not use the link, or nothing could be seen of it.",
    };
}
