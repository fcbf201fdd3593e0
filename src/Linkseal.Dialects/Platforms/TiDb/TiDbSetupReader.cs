using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Puts settings and configuration files together.</summary>
internal static class TiDbSetupReader
{
    private const string LearnerFile = "tiflash-learner.toml";

    /// <summary>The files that are known from the settings alone.</summary>
    public static ImmutableArray<string> Reads(PlatformDescription description) =>
        [.. TiDbSettingsReader.Read(description).Value!.Instances.SelectMany(Known).Distinct(StringComparer.Ordinal)];

    /// <summary>The files that other files name.</summary>
    public static ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
    [
        .. TiDbSettingsReader.Read(description).Value!.Instances.Where(static i => i.Product.HasLearner)
            .Select(i => i.OnPlace(LearnerOf(i, Main(i, documents, []).Toml))).Where(p => !documents.ContainsKey(p)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Settings and files. Files that are not there are in the setup as such; what is wrong in those that are there is said.</summary>
    public static Result<TiDbSetup> Read(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var settings = TiDbSettingsReader.Read(description);
        var diagnostics = new List<Diagnostic>(settings.Diagnostics);
        if (settings.Value is not { Version: { } version, Instances.IsEmpty: false } read) return Result.With<TiDbSetup>(null, diagnostics);

        var members = read.Instances.Select(i => Member(i, version, documents, diagnostics)).ToImmutableArray();
        var setup = new TiDbSetup { Description = description, Settings = read, Version = version, Members = members, Tools = ToolsOf(read, members, version) };
        return Result.With(setup, diagnostics);
    }

    private static TiDbMember Member(TiDbInstance instance, TiDbVersion cluster, ImmutableDictionary<string, string> documents, List<Diagnostic> diagnostics)
    {
        var main = Main(instance, documents, diagnostics);
        // A version that is not said is taken for the oldest: nothing is then written that it might not know.
        var version = instance.Version ?? (instance.Product.OwnVersion ? new TiDbVersion(1, 0) : cluster);
        return new(instance, version, instance.Product.HasLearner ? [main, Toml(instance, TiDbConfigFile.Learner, LearnerOf(instance, main.Toml), documents, diagnostics)] : [main]);
    }

    private static TiDbFile Main(TiDbInstance instance, ImmutableDictionary<string, string> documents, List<Diagnostic> diagnostics)
    {
        if (!instance.Product.Scrapes) return Toml(instance, TiDbConfigFile.Main, instance.Config, documents, diagnostics);
        var path = instance.OnPlace(instance.Config);
        return new(TiDbConfigFile.Main, instance.Config, path, documents.GetValueOrDefault(path), null) { IsUnreadable = PlacePath.IsUnreadable(documents, path) };
    }

    private static TiDbFile Toml(TiDbInstance instance, string kind, string path, ImmutableDictionary<string, string> documents, List<Diagnostic> diagnostics)
    {
        var place = instance.OnPlace(path);
        if (!documents.TryGetValue(place, out var text)) return new(kind, path, place, null, null) { IsUnreadable = PlacePath.IsUnreadable(documents, place) };
        var read = TomlReader.Read(place, text);
        diagnostics.AddRange(read.Diagnostics);
        return new(kind, path, place, text, read.Value);
    }

    private static string LearnerOf(TiDbInstance instance, TomlDocument? main)
    {
        if (instance.Learner is { } said) return said;
        var folder = TiDbInstance.Parent(instance.Config);
        return main?.Text("flash", "proxy", "config") is { Length: > 0 } named ? LexicalPath.Resolve(folder, named) : LexicalPath.Join(folder, LearnerFile);
    }

    private static IEnumerable<string> Known(TiDbInstance instance)
    {
        yield return instance.OnPlace(instance.Config);
        if (instance.Learner is { } learner && instance.Product.HasLearner) yield return instance.OnPlace(learner);
        if (instance.StartFile is { } start) yield return instance.OnPlace(start);
    }

    private static ImmutableArray<TiDbTool> ToolsOf(TiDbSettings settings, ImmutableArray<TiDbMember> members, TiDbVersion version) =>
        settings.Tools.Certificates is TiDbToolCertificates.Off
            ? []
            : [.. TiDbTool.All.Where(t => version.IsWithin(t.Since, t.Until) && members.Any(m => m.Product.Name == t.Of))];
}
