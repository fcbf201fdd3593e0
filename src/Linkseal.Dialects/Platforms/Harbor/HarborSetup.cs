using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>The settings and the installation together: everything decided, nothing left to default.</summary>
internal sealed record HarborSetup
{
    public required PlatformDescription Description { get; init; }

    public required HarborSettings Settings { get; init; }

    public required HarborInstallation Installation { get; init; }

    public required HarborVersion Version { get; init; }

    public required HarborPaths Paths { get; init; }

    /// <summary>The optional parts that this Harbor is to have.</summary>
    public required ImmutableArray<HarborOption> Options { get; init; }

    /// <summary>The host name: the setting, else harbor.yml's; null where that is missing or refused by Harbor.</summary>
    public AlternativeName? HostName { get; init; }

    public required HttpsSetup Https { get; init; }

    /// <summary>The user's own CA lies in the internal folder and is used.</summary>
    public bool AuthorityInFolder { get; init; }

    /// <summary>The kinds of client asked for.</summary>
    public ImmutableArray<string> Clients { get; init; } = [];

    /// <summary>The folder for trust anchors of this place; null: none is known, or nobody asked.</summary>
    public string? Anchors { get; init; }

    public HarborYaml Yaml => Installation.Yaml;

    public bool InternalTls => Settings.InternalTls;

    /// <summary>The user brings the internal certificates, in the very folder that Harbor reads: they stay as they are.</summary>
    public bool CertificatesInFolder => Description.Authority.Certificates is { } folder && PlacePath.Of(Description, folder) == Paths.InternalFolder;

    /// <summary>Linkseal writes the CA file of the internal folder.</summary>
    public bool WritesAuthority => !AuthorityInFolder && !CertificatesInFolder;

    /// <summary>What people call it: <c>Harbor 2.12.0 with trivy</c>.</summary>
    public string Title => $"Harbor {Version}" + (Options.IsEmpty ? "" : " with " + string.Join(" and ", Options.Select(static o => o.Name)));

    /// <summary>True where internal TLS does its work: described here, and harbor.yml's own word where it is left to the user.</summary>
    public bool LinksAreSealed => InternalTls || Yaml.InternalTls;

    public bool Holds(HarborCondition condition) => condition switch
    {
        HarborCondition.Trivy => Has("trivy"),
        HarborCondition.Notary => Has("notary"),
        HarborCondition.Chartmuseum => Has("chartmuseum"),
        HarborCondition.Clair => Has("clair"),
        HarborCondition.Metrics => Yaml.Metrics && Version.AtLeast(2),
        _ => true,
    };

    /// <summary>The components of this version with these options.</summary>
    public IEnumerable<HarborComponent> Components => HarborComponent.All.Where(c => Holds(c.When));

    /// <summary>The components with a pair in the internal folder.</summary>
    public IEnumerable<HarborComponent> Pairs =>
        Components.Where(c => c.Pair is not null && Version.AtLeast(c.TlsSince) && !(c.Name == "postgresql" && Yaml.ExternalDatabase));

    /// <summary>The hand-written override of a component; null: none.</summary>
    public ComponentEntry? Override(string component) => Description.Components.FirstOrDefault(c => c.Name.Value == component && c.Dialect is null);

    private bool Has(string option) => Options.Any(o => o.Name == option);
}

/// <summary>Where the HTTPS certificate comes from.</summary>
internal enum HttpsSource
{
    /// <summary>HTTPS is off, by the setting.</summary>
    Off,

    /// <summary>HTTPS is off in harbor.yml, and nobody asked for it.</summary>
    LeftOff,

    /// <summary>Made, or found among the brought certificates.</summary>
    Made,

    /// <summary>A real pair in harbor.yml: kept and validated.</summary>
    Kept,

    /// <summary>The user's own files, named in the settings.</summary>
    Brought,
}

/// <summary>HTTPS towards people and Docker.</summary>
internal sealed record HttpsSetup(HttpsSource Source)
{
    /// <summary>The port that clients dial.</summary>
    public int Port { get; init; } = 443;

    /// <summary>What the certificate has to cover; empty where HTTPS is off or the host name is refused.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>The certificate that harbor.yml is to name.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Its key.</summary>
    public string Key { get; init; } = "";

    /// <summary>The host that clients dial: of <c>external_url</c>, else the host name.</summary>
    public AlternativeName? ClientHost { get; init; }

    /// <summary>The port that clients dial, of <c>external_url</c> where it has one.</summary>
    public int ClientPort { get; init; } = 443;

    public bool IsOn => Source is not (HttpsSource.Off or HttpsSource.LeftOff) && !Names.IsEmpty;

    /// <summary>Linkseal writes the pair.</summary>
    public bool IsWritten => IsOn && Source is HttpsSource.Made or HttpsSource.Brought;

    /// <summary>The folder name below Docker's certs.d: literally what is typed in an image's name, without the port where none is typed.</summary>
    public string DockerFolder => HarborPaths.DockerFolders + "/" + ClientAddress;

    /// <summary>The registry as typed in an image's name.</summary>
    public string ClientAddress => ClientPort == 443 ? ClientHostText : ClientHostText + ":" + ClientPort;

    private string ClientHostText => ClientHost is { IsAddress: true } address && address.Value.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : $"{ClientHost}";
}
