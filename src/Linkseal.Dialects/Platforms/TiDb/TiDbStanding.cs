using System.Collections.Immutable;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>An identity as a configuration file has it now, whoever wrote it.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Keys">Which.</param>
internal sealed record TiDbStanding(TiDbMember Member, TiDbKeys Keys)
{
    private TomlDocument? Toml => Member.File(Keys.File).Toml;

    /// <summary>The file that says so.</summary>
    public TiDbFile File => Member.File(Keys.File);

    public string? Authority => Keys.Authority is { } key ? Text(key) : null;

    public string? Certificate => Text(Keys.Certificate);

    public string? Key => Text(Keys.Key);

    /// <summary>The list of callers; empty: none. TiFlash takes a text for a list, too.</summary>
    public ImmutableArray<string> List => Keys.Callers is not { } key ? [] : Toml?.Texts(Keys.Path(key).AsSpan()) ?? (Text(key) is { } one ? [.. one.Split(',', StringSplitOptions.TrimEntries)] : []);

    /// <summary>The list as it stands in the text; null: none.</summary>
    public TomlNode? ListNode => Keys.Callers is { } key ? Toml?.Find(Keys.Path(key).AsSpan()) : null;

    public bool SkipsVerification => Keys.SkipVerify is { } key && Toml?.Flag(Keys.Path(key).AsSpan()) is true;

    public bool HasPair => Certificate is not null && Key is not null;

    public bool IsEmpty => Authority is null && Certificate is null && Key is null;

    public bool IsWhole => HasPair && (Authority is not null || Keys.Authority is null);

    /// <summary>What the product makes of it.</summary>
    public TiDbStandingState State
    {
        get
        {
            if (IsWhole) return TiDbStandingState.On;
            if (IsEmpty) return SkipsVerification ? TiDbStandingState.On : TiDbStandingState.Off;
            var rule = Authority is null && Keys.Authority is not null && (HasPair || Keys.WithoutAuthority is TiDbIncomplete.Plaintext) ? Keys.WithoutAuthority : Keys.WithoutPair;
            return rule switch
            {
                TiDbIncomplete.Off => TiDbStandingState.Off,
                TiDbIncomplete.Plaintext => SkipsVerification ? TiDbStandingState.On : TiDbStandingState.Off,
                TiDbIncomplete.AsksNobody => TiDbStandingState.AsksNobody,
                _ => TiDbStandingState.Broken,
            };
        }
    }

    /// <summary>True where the product speaks TLS with it.</summary>
    public bool IsOn => State is TiDbStandingState.On or TiDbStandingState.AsksNobody;

    private string? Text(string key) => Member.Text(Keys.Path(key), Keys.File);
}

/// <summary>What a product makes of an identity.</summary>
internal enum TiDbStandingState
{
    /// <summary>Plaintext.</summary>
    Off,

    /// <summary>It does not start, or its connections fail.</summary>
    Broken,

    /// <summary>TLS, and nobody is asked for a certificate.</summary>
    AsksNobody,

    /// <summary>TLS.</summary>
    On,
}

/// <summary>Identities and ports of members as their files have them now.</summary>
internal static class TiDbStandings
{
    public static IEnumerable<TiDbStanding> Of(TiDbMember member) => member.Product.Keys.Where(k => member.File(k.File).Toml is not null).Select(k => new TiDbStanding(member, k));

    /// <summary>One identity of a member; null: the product has none of that name.</summary>
    public static TiDbStanding? Of(TiDbMember member, string name) => member.Product.KeysOf(name) is { } keys ? new(member, keys) : null;

    /// <summary>Why a port speaks plaintext now; null: it speaks TLS.</summary>
    public static string? Plaintext(TiDbMember member, TiDbEndpoint endpoint)
    {
        var standing = Of(member, endpoint.Served)!;
        if (!standing.IsOn)
        {
            var key = standing.Keys.Words(standing.Keys.Authority is { } authority && standing.Authority is null ? authority : standing.Keys.Certificate);
            return standing.State is TiDbStandingState.Broken ? $"{standing.File.OnPlace} has only a part of CA, certificate and key: {member.Product.Name} does not start, or nobody reaches it" : $"{standing.File.OnPlace} has no {key}";
        }

        foreach (var row in member.Product.Urls.Where(u => u.Endpoint == endpoint.Name && u.Rule is TiDbUrlRule.Listen))
        {
            if (member.Text([row.Key]) is not { } text) return $"{member.File(TiDbConfigFile.Main).OnPlace} has no {row.Key}, and its default is http";
            if (!row.Converted && !IsSealed(text)) return $"{row.Key} in {member.File(TiDbConfigFile.Main).OnPlace} says http";
        }

        return null;
    }

    /// <summary>Every URL by https.</summary>
    public static bool IsSealed(string text) => TiDbUrl.ParseAll(text) is { Length: > 0 } urls && Array.TrueForAll(urls, static u => u.Scheme == TiDbUrl.Https);
}
