using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What a product makes of an identity that is not whole.</summary>
internal enum TiDbIncomplete
{
    /// <summary>It says so and does not start.</summary>
    Refuses,

    /// <summary>It speaks plaintext and says nothing.</summary>
    Plaintext,

    /// <summary>It serves TLS and asks nobody for a certificate.</summary>
    AsksNobody,

    /// <summary>It starts, and its connections fail.</summary>
    Fails,

    /// <summary>It takes TLS for off, and starts in plaintext where nothing it is told says https.</summary>
    Off,
}

/// <summary>The keys of one identity in one configuration file: where the three files and the list of callers stand, in the product's own spelling.</summary>
/// <remarks>
/// Sources: pingcap/tidb pkg/config/config.go; tikv/tikv components/security/src/lib.rs; tikv/pd pkg/utils/grpcutil/grpcutil.go and server/config/config.go;
/// pingcap/tiflash dbms/src/Common/TiFlashSecurity.h; pingcap/tiflow pkg/security/credential.go and dm/config/security/security.go; pingcap/tiproxy
/// lib/config/security.go; pingcap/tidb-binlog pkg/security/security.go; pingcap/tidb lightning/tidb-lightning.toml; at 4.0 to 8.5 and the main branches of mid-2026.
/// </remarks>
/// <param name="Name">Its name within the product, as in <see cref="TiDbEndpoint.Served"/>.</param>
/// <param name="Table">The table's path; empty: the keys stand at the top.</param>
/// <param name="Authority">Key of the CA file; null: the product knows none here.</param>
/// <param name="Certificate">Key of the certificate.</param>
/// <param name="Key">Key of the private key.</param>
/// <param name="Callers">Key of the list of common names that may call; null: there is none.</param>
internal sealed record TiDbKeys(string Name, ImmutableArray<string> Table, string? Authority, string Certificate, string Key, string? Callers)
{
    /// <summary>The usual identity towards the cluster.</summary>
    public const string Cluster = "cluster";

    /// <summary>Which of the product's files: <see cref="TiDbConfigFile.Main"/> or <see cref="TiDbConfigFile.Learner"/>.</summary>
    public string File { get; init; } = TiDbConfigFile.Main;

    /// <summary>Written with <c>mysql: true</c> only.</summary>
    public bool Sql { get; init; }

    /// <summary>The list's name in <c>callers:</c>; null: the list is not Linkseal's to write.</summary>
    public string? List { get; init; }

    /// <summary>The list is known from this version on; null: from the beginning.</summary>
    public TiDbVersion? ListSince { get; init; }

    /// <summary>Certificate or key without CA.</summary>
    public TiDbIncomplete WithoutAuthority { get; init; } = TiDbIncomplete.Refuses;

    /// <summary>CA without certificate or key, or one of those two without the other.</summary>
    public TiDbIncomplete WithoutPair { get; init; } = TiDbIncomplete.Refuses;

    /// <summary>A truth value of the same table that makes the caller verify nobody; null: there is none.</summary>
    public string? SkipVerify { get; init; }

    /// <summary>The path of a key of this table.</summary>
    public ImmutableArray<string> Path(string key) => Table.Add(key);

    /// <summary>A key as people write it: <c>security.ca-path</c>.</summary>
    public string Words(string key) => string.Join('.', Path(key));
}
