using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Harbor as harbor.yml and the compose override stand: the description under which nothing of it would change.</summary>
internal static class HarborAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var wanted = SetupReader.Read(description, documents);
        if (wanted.Value is not { } setup) return Result.With<Expansion>(null, wanted.Diagnostics);

        var standing = SetupReader.Read(Standing(description, setup), documents);
        return Result.With(standing.Failed ? null : Expansion(standing.Value!, setup), standing.Diagnostics);
    }

    // What the product can't do is the same; what the settings leave off is the checks' to say, once.
    private static Expansion Expansion(HarborSetup standing, HarborSetup wanted)
    {
        var platform = HarborTopology.Expand(standing);
        return new(
            platform with { Components = platform.Components.Add(new() { Name = Clients, Dialect = "people" }), Links = platform.Links.Add(Public(standing, wanted)) },
            // Whether Linkseal would use a CA's key that lies in the folder is not the question here: it lies there, which the checks say.
            HarborDesired.Of(standing) with { Notes = HarborNotes.Of(wanted with { AuthorityInFolder = false }) });
    }

    // Whoever dials Harbor from outside: no component of anybody's, and the link that people ask for first.
    private const string Clients = "clients";

    private static Link Public(HarborSetup standing, HarborSetup wanted) => new()
    {
        Caller = Clients,
        Callee = "proxy",
        Endpoint = standing.Https.IsOn ? HarborTopology.Public : "http",
        Dialled = standing.HostName is { } name ? [name.Value] : [],
        Leaf = standing.Https.IsOn ? HarborTopology.HttpsLeaf : null,
        Required = standing.Https.IsOn ? Level.Authenticated : Level.Plaintext,
        Reachable = Level.Authenticated,
        Reason = standing.Https.IsOn
            ? "Harbor's nginx never asks for a client certificate"
            : wanted.Yaml.Https is null ? "`https` is commented out in harbor.yml" : "`https` in harbor.yml still has the sample's paths",
    };

    private static PlatformDescription Standing(PlatformDescription description, HarborSetup setup)
    {
        var (profile, yaml) = (description.Profile!, setup.Yaml);
        List<string> lines = [];
        if (!yaml.InternalTls) lines.Add("internalTls: off");
        if (yaml.Https is null or { IsPlaceholder: true }) lines.Add("https: off");
        if (yaml.InternalTls && MutualOverride.IsInForce(setup)) lines.Add("mutual: true");
        return description with
        {
            Profile = profile with { Settings = Merged(profile.Settings, lines) },
            // The pairs are those of the folder that harbor.yml names, whoever made them.
            Authority = yaml.InternalTls ? new() { Certificates = Machine(description, setup.Paths.InternalFolder), At = profile.Name.At } : new(),
            Clients = [],
        };
    }

    private static string Machine(PlatformDescription description, string path) => (description.Root is null or "/" ? "" : description.Root.TrimEnd('/')) + path;

    private static YamlNode.Mapping? Merged(YamlNode.Mapping? settings, List<string> lines)
    {
        if (YamlReader.Read("", string.Join('\n', lines)).Value is not YamlNode.Mapping over) return settings;
        if (settings is null) return over;
        return settings with { Entries = [.. settings.Entries.Where(e => over[e.Key.Value] is null), .. over.Entries] };
    }
}
