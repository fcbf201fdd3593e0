using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>One product of the platform as a row of data. What is known of it stands in <see cref="All"/>; the code reads the rows.</summary>
/// <param name="Name">The component's name, and the key in <c>instances:</c>.</param>
internal sealed partial record TiDbProduct(string Name)
{
    /// <summary>The common name of its certificates.</summary>
    public string CommonName { get; init; } = Name;

    /// <summary>Its identities.</summary>
    public ImmutableArray<TiDbKeys> Keys { get; init; } = [];

    /// <summary>Its ports.</summary>
    public ImmutableArray<TiDbEndpoint> Endpoints { get; init; } = [];

    /// <summary>Settings with addresses that belong into the certificate.</summary>
    public ImmutableArray<TiDbAddressKey> Addresses { get; init; } = [];

    /// <summary>Settings with URLs, in the order in which they are worked out.</summary>
    public ImmutableArray<TiDbUrlKey> Urls { get; init; } = [];

    /// <summary>Settings that TLS forces.</summary>
    public ImmutableArray<TiDbForcedKey> Forced { get; init; } = [];

    /// <summary>Settings with the addresses of PDs, for finding one that is not described.</summary>
    public ImmutableArray<ImmutableArray<string>> PdAddresses { get; init; } = [];

    /// <summary>Common names that its list needs whoever calls: its own, those of products that it is known to refuse otherwise.</summary>
    public ImmutableArray<string> ListNeeds { get; init; } = [];

    /// <summary>Before this version two names in its list keep it from starting; null: any number is taken.</summary>
    public TiDbVersion? OneNameUntil { get; init; }

    /// <summary>Products without which it can't be sealed: they would stay plaintext.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>A port of plaintext that has another key with TLS.</summary>
    public TiDbRenamedKey? Renamed { get; init; }

    /// <summary>It holds its list against the servers that it calls, too.</summary>
    public bool JudgesCallees { get; init; }

    /// <summary>Its common name is in its list without being written there.</summary>
    public bool ListsItself { get; init; }

    /// <summary>What a running instance takes by itself.</summary>
    public TiDbReload Reload { get; init; } = TiDbReload.Never;

    /// <summary>Place in the order of starting a cluster.</summary>
    public int Start { get; init; }

    /// <summary>What a restart interrupts.</summary>
    public string Interrupts { get; init; } = "its own connections, for some seconds";

    /// <summary>The systemd unit that is restarted where the instance says nothing else; null: nothing runs all the time.</summary>
    public string? Unit { get; init; } = Name;

    /// <summary>It is only ever a caller.</summary>
    public bool IsCaller => Endpoints.IsEmpty;

    /// <summary>The first version that can be in a cluster with TLS.</summary>
    public TiDbVersion? Since { get; init; }

    /// <summary>Its versions are not TiDB's.</summary>
    public bool OwnVersion { get; init; }

    /// <summary>Its configuration is YAML, a list of scrape jobs.</summary>
    public bool Scrapes { get; init; }

    /// <summary>Its configuration is read through a second file.</summary>
    public bool HasLearner => Keys.Any(static k => k.File == TiDbConfigFile.Learner);

    /// <summary>Its jobs in TiUP's prometheus.yml.</summary>
    public string Job { get; init; } = Name;

    /// <summary>The endpoints of a version.</summary>
    public IEnumerable<TiDbEndpoint> EndpointsOf(TiDbVersion version) => Endpoints.Where(e => version.IsWithin(e.Since, e.Until));

    /// <summary>The identity of a name.</summary>
    public TiDbKeys? KeysOf(string name) => Keys.FirstOrDefault(k => k.Name == name);

    public static TiDbProduct? Find(string name) => All.FirstOrDefault(p => p.Name == name);
}
