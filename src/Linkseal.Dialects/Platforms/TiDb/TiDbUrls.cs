using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What the settings with URLs are to say: what stands there by https, else the product's default in a form that others can dial.</summary>
/// <remarks>The values are the same before and after an apply, so that a second plan is empty.</remarks>
internal static class TiDbUrls
{
    /// <summary>Setting and value, in the order of the rows; a setting that stays as it is is not among them.</summary>
    public static ImmutableArray<(string Key, string Value)> Of(TiDbSetup setup, TiDbMember member)
    {
        var values = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var row in member.Product.Urls)
        {
            if (ValueOf(setup, member, row) is { } value) values.Add((row.Key, value));
        }

        return values.ToImmutable();
    }

    /// <summary>The value of one setting; null: it is not written.</summary>
    public static string? ValueOf(TiDbSetup setup, TiDbMember member, TiDbUrlKey row)
    {
        if (member.Text([row.Key]) is { } written) return Written(written);
        return row.Rule switch
        {
            TiDbUrlRule.Listen => new TiDbUrl(null, TiDbUrl.Https, ListenHost(member), PortOf(member, row), "").ToString(),
            TiDbUrlRule.Advertise => Advertised(setup, member, row),
            TiDbUrlRule.Members => MembersOf(setup, member),
            TiDbUrlRule.PdClients => string.Join(',', setup.Of("pd").Select(p => ValueOf(setup, p, Client))),
            _ => null,
        };
    }

    /// <summary>A PD's URL for clients, as others dial it; null: what stands there is no URL.</summary>
    public static string? ClientUrl(TiDbSetup setup, TiDbMember pd) => ValueOf(setup, pd, Client);

    /// <summary>Values that are no text, and texts that are no URLs.</summary>
    public static IEnumerable<Diagnostic> Broken(TiDbMember member)
    {
        var file = member.File(TiDbConfigFile.Main);
        foreach (var row in member.Product.Urls)
        {
            if (file.Toml?.Find(row.Key) is not { } node) continue;
            if (node is not TomlNode.Scalar { Text: { } text }) yield return TiDbDiagnostics.BadValue(file.OnPlace, node.Start, row.Key, "a text with URLs");
            else if (TiDbUrl.ParseAll(text) is null) yield return TiDbDiagnostics.BadUrl(file.OnPlace, node.Start, row.Key, text);
        }
    }

    private static TiDbUrlKey Client => TiDbProduct.Find("pd")!.Urls.First(static u => u.Key == "advertise-client-urls");

    private static string? Written(string text) => TiDbUrl.ParseAll(text) is { } urls ? string.Join(',', urls.Select(static u => u.Sealed.ToString())) : null;

    private static int PortOf(TiDbMember member, TiDbUrlKey row) => member.Port(member.Product.EndpointsOf(member.Version).First(e => e.Name == row.Endpoint));

    // A name can't be listened at: etcd takes addresses only.
    private static string ListenHost(TiDbMember member)
    {
        if (member.Instance.IsLocal) return "127.0.0.1";
        return AlternativeName.Parse(member.Instance.Host) is { IsAddress: true } address ? address.Value : "0.0.0.0";
    }

    private static string? Advertised(TiDbSetup setup, TiDbMember member, TiDbUrlKey row)
    {
        var beside = member.Product.Urls.First(u => u.Key == row.Beside);
        if (ValueOf(setup, member, beside) is not { } text || TiDbUrl.ParseAll(text) is not [var first, ..] listens) return null;
        // What others can't dial is no address to give them.
        var host = first.IsUnspecified || (first.IsLoopback && !member.Instance.IsLocal) ? member.Instance.Host : null;
        return host is null ? string.Join(',', listens.Select(static u => u.ToString())) : (first with { Host = host }).ToString();
    }

    private static string? MembersOf(TiDbSetup setup, TiDbMember member)
    {
        var pds = setup.Of(member.Product.Name).ToArray();
        // One alone is built from advertise-peer-urls; one that joins finds the others there.
        if (pds.Length < 2 || member.Text(["join"]) is not null || pds.Any(static p => p.MemberName is null)) return null;
        var peers = member.Product.Urls.First(static u => u.Key == "advertise-peer-urls");
        return string.Join(',', pds.Where(static p => p.Text(["join"]) is null).SelectMany(p => (ValueOf(setup, p, peers) ?? "").Split(',').Select(u => $"{p.MemberName}={u}")));
    }
}
