using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A setting with the address under which others know an instance: its host belongs into the certificate.</summary>
/// <param name="Key">The setting's path.</param>
/// <param name="Endpoint">The endpoint whose port it names too; null: none.</param>
internal sealed record TiDbAddressKey(ImmutableArray<string> Key, string? Endpoint)
{
    /// <summary>Which of the product's files.</summary>
    public string File { get; init; } = TiDbConfigFile.Main;
}

/// <summary>How a setting that holds URLs is brought to https.</summary>
internal enum TiDbUrlRule
{
    /// <summary>Where it stands with something in it.</summary>
    WherePresent,

    /// <summary>Always: the default is this member's listening URL.</summary>
    Listen,

    /// <summary>Always: the default is the URL of the setting before it, with a host that others can dial.</summary>
    Advertise,

    /// <summary>Always where several members are described; <c>name=url,…</c>.</summary>
    Members,

    /// <summary>Always: the default is every PD's client URL.</summary>
    PdClients,
}

/// <summary>A setting that holds one or more URLs, which have to say https.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Rule">What is written where nothing stands.</param>
/// <param name="Endpoint">The endpoint whose URL it is; null: of another product.</param>
internal sealed record TiDbUrlKey(string Key, TiDbUrlRule Rule, string? Endpoint)
{
    /// <summary>For <see cref="TiDbUrlRule.Advertise"/>: the listening setting beside it.</summary>
    public string? Beside { get; init; }

    /// <summary>The program puts the right scheme in whatever stands there: http is no fault, only misleading.</summary>
    public bool Converted { get; init; }
}

/// <summary>A truth value or text that has to be so once TLS is on.</summary>
/// <param name="Key">The setting's path.</param>
/// <param name="Value">What it has to be: a <see cref="bool"/> or a text.</param>
/// <param name="When">In which case.</param>
internal sealed record TiDbForcedKey(ImmutableArray<string> Key, object Value, TiDbForced When)
{
    /// <summary>The first version that knows it.</summary>
    public TiDbVersion? Since { get; init; }
}

/// <summary>A plaintext port's setting, and the one that takes its place with TLS.</summary>
/// <param name="From">The setting without TLS.</param>
/// <param name="To">The setting with TLS: the same number.</param>
/// <param name="Default">The number where neither stands.</param>
/// <param name="Until">The first version without both.</param>
internal sealed record TiDbRenamedKey(string From, string To, int Default, TiDbVersion Until);

/// <summary>In which case a setting is forced.</summary>
internal enum TiDbForced
{
    /// <summary>Only where it stands there already: its default is right.</summary>
    WherePresent,

    /// <summary>With <c>mysql: true</c>.</summary>
    Sql,

    /// <summary>With <c>mysql: false</c>.</summary>
    NoSql,

    /// <summary>Where the callers need a certificate and there is no list: the product's own switch for it.</summary>
    WithoutList,
}

/// <summary>From which version on a running product takes new files by itself.</summary>
/// <param name="Certificate">Certificate and key; null: never, it is restarted.</param>
/// <param name="Authority">The CA file; null: never.</param>
internal sealed record TiDbReload(TiDbVersion? Certificate, TiDbVersion? Authority)
{
    /// <summary>Both at once.</summary>
    public static TiDbReload Never { get; } = new(null, null);
}
