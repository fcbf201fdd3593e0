using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What harbor.yml says, as far as TLS is concerned.</summary>
internal sealed record HarborYaml
{
    /// <summary><c>hostname</c> as written; null: missing.</summary>
    public string? HostName { get; init; }

    public Position? HostNameAt { get; init; }

    /// <summary>Port of <c>http</c>, default 80.</summary>
    public int HttpPort { get; init; } = 80;

    /// <summary><c>https</c>; null: commented out, absent or empty.</summary>
    public HttpsBlock? Https { get; init; }

    public bool InternalTls { get; init; }

    /// <summary><c>internal_tls.dir</c>; null: none.</summary>
    public string? InternalFolder { get; init; }

    /// <summary><c>internal_tls.strong_ssl_ciphers</c> or <c>https.strong_ssl_ciphers</c> is on: the key's path; null: neither.</summary>
    public string? StrongCiphers { get; init; }

    /// <summary><c>internal_tls.verify_client_cert</c> stands there.</summary>
    public bool VerifiesClients { get; init; }

    public string DataVolume { get; init; } = "/data";

    /// <summary>What is wrong with the line of <c>data_volume</c> for the shell that reads it; null: nothing.</summary>
    public string? DataVolumeFault { get; init; }

    /// <summary>harbor.yml has Windows line ends, and the shell that reads <c>data_volume</c> trips over the one there.</summary>
    public bool WindowsLineEnds { get; init; }

    public Uri? ExternalUrl { get; init; }

    /// <summary><c>external_database.harbor.ssl_mode</c>; null: the bundled PostgreSQL.</summary>
    public string? ExternalDatabaseMode { get; init; }

    public int DatabasePort { get; init; } = 5432;

    public bool ExternalRedis { get; init; }

    public bool ExternalRedisTls { get; init; }

    public bool Metrics { get; init; }

    public int MetricsPort { get; init; } = 9090;

    public bool TrivyInsecure { get; init; }

    /// <summary><c>_version</c>: only the minor version can be trusted (the sample of 2.15.2 says 2.15.0).</summary>
    public HarborVersion? Version { get; init; }

    public bool ExternalDatabase => ExternalDatabaseMode is not null;
}

/// <summary><c>https</c> of harbor.yml.</summary>
internal sealed record HttpsBlock(int Port, string? Certificate, string? Key)
{
    /// <summary>A path of the sample's still stands there, or none: <c>prepare</c> refuses it.</summary>
    public bool IsPlaceholder => IsPlaceholderPath(Certificate) || IsPlaceholderPath(Key);

    /// <summary>Where <c>certificate</c> stands; null: nowhere.</summary>
    public Position? CertificateAt { get; init; }

    /// <summary>One half is a pair of ours and the other is not: somebody changed one of the two lines by hand.</summary>
    public bool IsHalfOurs => !IsPlaceholder && HarborPaths.IsOurHttps(Certificate!) != HarborPaths.IsOurHttps(Path.ChangeExtension(Key!, ".crt"));

    private static bool IsPlaceholderPath(string? path) => path is null || path.StartsWith("/your/", StringComparison.Ordinal);
}
