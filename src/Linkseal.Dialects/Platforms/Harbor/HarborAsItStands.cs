using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Harbor as harbor.yml and the compose override stand: the description under which nothing of it would change.</summary>
internal static class HarborAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var wanted = SetupReader.Read(description, documents);
        if (wanted.Value is not { } setup) return Result.With<Expansion>(null, wanted.Diagnostics);

        var standing = SetupReader.Read(Standing(description, setup), documents);
        return Result.With(standing.Failed ? null : new Expansion(HarborTopology.Expand(standing.Value!), HarborDesired.Of(standing.Value!)), standing.Diagnostics);
    }

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
