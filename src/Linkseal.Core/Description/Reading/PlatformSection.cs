using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads the whole file, section by section, then holds the sections against each other.</summary>
internal static class PlatformSection
{
    private static readonly string[] Keys = ["platform", "profile", "settings", "authority", "leaf", "components", "links", "clients", "root"];

    public static PlatformDescription Read(ReadScope scope, YamlNode.Mapping mapping, string? wantedRoot)
    {
        var fields = new FieldReader(scope, mapping, "a platform", Keys);
        var described = fields.Path("root");
        var root = wantedRoot ?? described;
        var description = new PlatformDescription
        {
            File = scope.File,
            Folder = scope.Folder,
            Platform = Name(fields),
            Profile = Profile(fields),
            Authority = AuthoritySection.Read(fields),
            Leaf = LeafSection.Read(fields),
            Components = ComponentsSection.Read(fields, root),
            Links = LinksSection.Read(fields),
            Clients = ClientsSection.Read(fields),
            Root = root,
        };
        if (IsEmpty(fields)) scope.Report(ShapeDiagnostics.NothingDescribed(fields.At("components")));
        LinkRules.Check(scope, description.Links, ComponentNames(fields, description));
        FileRules.Check(scope, description);
        return description;
    }

    private static string Name(FieldReader fields)
    {
        fields.Require("platform", "add a first line `platform: NAME`");
        return fields.Text("platform", static t => NameRule.Wrong(t, "a platform"))?.Value ?? "";
    }

    private static ProfileEntry? Profile(FieldReader fields)
    {
        var settings = fields.Mapping("settings");
        if (fields.Has("settings") && !fields.Has("profile")) fields.Scope.Report(ShapeDiagnostics.NeedsProfile(fields.At("settings"), "settings"));
        var known = fields.Scope.Words.Profiles;
        var text = fields.Text("profile", t => known.Contains(t.Value) ? null : NameDiagnostics.UnknownProfile(t.Start, t.Value, known));
        return text is null ? null : new(new(text.Value, text.Start), settings);
    }

    private static bool IsEmpty(FieldReader fields) =>
        !fields.Has("profile") && fields.Node("components") is null or YamlNode.Mapping { Entries.IsEmpty: true };

    /// <summary>Null where not all names are known: a profile adds its own, and components that are no mapping have none.</summary>
    private static HashSet<string>? ComponentNames(FieldReader fields, PlatformDescription description) =>
        fields.Has("profile") || fields.Node("components") is not (null or YamlNode.Mapping)
            ? null
            : [.. description.Components.Select(static c => c.Name.Value)];
}
