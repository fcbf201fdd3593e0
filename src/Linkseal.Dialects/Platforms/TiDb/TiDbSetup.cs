using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The settings and the configuration files together: everything decided, nothing left to default.</summary>
internal sealed record TiDbSetup
{
    public required PlatformDescription Description { get; init; }

    public required TiDbSettings Settings { get; init; }

    /// <summary>The cluster's version.</summary>
    public required TiDbVersion Version { get; init; }

    /// <summary>Every instance with its files.</summary>
    public required ImmutableArray<TiDbMember> Members { get; init; }

    /// <summary>The tools of this version that have something to call.</summary>
    public required ImmutableArray<TiDbTool> Tools { get; init; }

    /// <summary>The products that are there.</summary>
    public ImmutableArray<TiDbProduct> Products => [.. TiDbProduct.All.Where(p => Members.Any(m => m.Product == p))];

    public bool Mysql => Settings.Mysql;

    /// <summary>True when the place is another machine's, or several machines': below a root.</summary>
    public bool IsElsewhere => Description.Root is not (null or "/");

    /// <summary><c>TiDB v8.5.0: 3 pd, 3 tikv, 2 tidb</c>.</summary>
    public string Title => $"TiDB {Version}: {string.Join(", ", Products.Select(p => $"{Members.Count(m => m.Product == p)} {p.Name}"))}";

    public IEnumerable<TiDbMember> Of(string product) => Members.Where(m => m.Product.Name == product);

    public bool Has(string product) => Members.Any(m => m.Product.Name == product);

    /// <summary>The lowest version of a product's instances: what all of them can do.</summary>
    public TiDbVersion VersionOf(TiDbProduct product) => Members.Where(m => m.Product == product).Select(static m => m.Version).DefaultIfEmpty(Version).Aggregate(static (lowest, next) => next.IsBefore(lowest) ? next : lowest);
}

/// <summary>An instance with its configuration files.</summary>
/// <param name="Instance">As described.</param>
/// <param name="Version">Its version.</param>
/// <param name="Files">Its files, those that are missing too.</param>
internal sealed record TiDbMember(TiDbInstance Instance, TiDbVersion Version, ImmutableArray<TiDbFile> Files)
{
    public TiDbProduct Product => Instance.Product;

    /// <summary>A file by its kind.</summary>
    public TiDbFile File(string kind) => Files.First(f => f.Kind == kind);

    /// <summary>The identities of this product that this member is to have.</summary>
    public IEnumerable<TiDbKeys> Keys(bool mysql) => Product.Keys.Where(k => mysql || !k.Sql);

    /// <summary>A string setting, not empty; null: it does not stand there.</summary>
    public string? Text(ImmutableArray<string> key, string kind = TiDbConfigFile.Main) => File(kind).Toml?.Text(key.AsSpan()) is { Length: > 0 } text ? text : null;

    /// <summary>The name in its file, else that of the description: of a PD or DM-master, the member's name.</summary>
    public string? MemberName => Text(["name"]) ?? Instance.Name;

    public int Port(TiDbEndpoint endpoint) => Instance.Ports.GetValueOrDefault(endpoint.Name, endpoint.Port);
}

/// <summary>A configuration file of an instance.</summary>
/// <param name="Kind">As in <see cref="TiDbConfigFile"/>.</param>
/// <param name="OnHost">Its path on its host.</param>
/// <param name="OnPlace">Its path on the place.</param>
/// <param name="Content">Its text; null: it is not there.</param>
/// <param name="Toml">What it says; null: not there, not readable, or no TOML.</param>
internal sealed record TiDbFile(string Kind, string OnHost, string OnPlace, string? Content, TomlDocument? Toml)
{
    /// <summary>It is there, and not readable.</summary>
    public bool IsUnreadable { get; init; }
}
