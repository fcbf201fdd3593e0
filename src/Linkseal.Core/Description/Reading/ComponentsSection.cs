using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>components:</c>.</summary>
internal static class ComponentsSection
{
    private static readonly string[] Keys =
        ["dialect", "config", "folder", "names", "hosts", "address", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into", "protocol", "level", "files"];

    /// <summary>Every component, wrong ones too: links to them are not reported again.</summary>
    /// <param name="platform">The file.</param>
    /// <param name="root">The place's root; null: <c>/</c>.</param>
    public static ImmutableArray<ComponentEntry> Read(FieldReader platform, string? root)
    {
        var components = ImmutableArray.CreateBuilder<ComponentEntry>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in platform.Mapping("components")?.Entries ?? [])
        {
            if (NameRule.Wrong(name, "a component") is { } wrong) platform.Scope.Report(wrong);
            if (!names.TryAdd(name.Value, name.Value)) platform.Scope.Report(NameDiagnostics.NamesAlike(name.Start, name.Value, names[name.Value]));
            components.Add(One(platform, root, name, value));
        }

        return components.ToImmutable();
    }

    private static ComponentEntry One(FieldReader platform, string? root, YamlNode.Scalar name, YamlNode value)
    {
        var (scope, owner) = (platform.Scope, "component " + Quoted.Text(name.Value));
        var entry = new ComponentEntry { Name = new(name.Value, name.Start) };
        if (Expect.Mapping(scope, value, owner, "write its keys below it: `dialect: files`") is not { } mapping) return entry;

        var fields = new FieldReader(scope, mapping, owner, Keys);
        var dialect = Dialect(fields);
        if (!fields.Has("dialect") && !platform.Has("profile")) scope.Report(NameDiagnostics.DialectMissing(name.Start, name.Value));
        if (dialect?.Value == "files" && !fields.Has("folder")) scope.Report(NameDiagnostics.FolderMissing(name.Start, name.Value));
        return entry with
        {
            Dialect = dialect,
            Config = fields.ComponentPath("config", root),
            Folder = fields.ComponentPath("folder", root),
            Names = AlternativeNames.Read(fields, "names", wildcards: true),
            Hosts = AlternativeNames.Read(fields, "hosts", wildcards: false),
            Address = NetworkFields.Address(fields),
            Port = NetworkFields.Port(fields),
            Owner = PermissionFields.Owner(fields),
            Mode = PermissionFields.Mode(fields),
            Switched = fields.Word<bool>("layout", ["flat", "switched"], Layout) ?? false,
            Mounts = MountsSection.Read(fields),
            KeepPlaintext = fields.Word<bool>("plaintext", ["keep", "close"], Plaintext) ?? false,
            Restart = Command(fields, "restart"),
            Reload = Command(fields, "reload"),
            Version = fields.Text("version", VersionRule) is { } version ? new(version.Value, version.Start) : null,
            DropIn = fields.Word<bool>("into", ["file", "drop-in"], Into) ?? false,
            Protocol = fields.Text("protocol", ProtocolRule)?.Value,
            Level = fields.Word<Level>("level", Levels.Names, Levels.TryParse),
            Files = FilesSection.Read(fields),
            Keys = fields.Keys.ToImmutableDictionary(),
        };
    }

    private static Located? Dialect(FieldReader fields)
    {
        var known = fields.Scope.Words.Dialects;
        var text = fields.Text("dialect", t => known.Contains(t.Value) ? null : NameDiagnostics.UnknownDialect(t.Start, t.Value, known));
        return text is null ? null : new(text.Value, text.Start);
    }

    private static bool Plaintext(string text, out bool keep)
    {
        keep = text == "keep";
        return text is "keep" or "close";
    }

    private static bool Layout(string text, out bool switched)
    {
        switched = text == "switched";
        return text is "flat" or "switched";
    }

    private static bool Into(string text, out bool dropIn)
    {
        dropIn = text == "drop-in";
        return text is "file" or "drop-in";
    }

    // 15, 7.0.15, v3.4.23: what products print themselves.
    private static Diagnostic? VersionRule(YamlNode.Scalar text) =>
        ProductVersion.Parse(text.Value) is null ? ValueDiagnostics.BadVersion(text.Start, text.Value) : null;

    private static Diagnostic? ProtocolRule(YamlNode.Scalar text) =>
        WireProtocols.Find(text.Value) is null ? ShapeDiagnostics.UnknownWord(text.Start, "`protocol`", text.Value, [.. WireProtocols.Words]) : null;

    private static string? Command(FieldReader fields, string key)
    {
        if (fields.Text(key) is not { } text) return null;
        var command = text.Value.Trim();
        if (command.Length > 0 && !command.Any(char.IsControl)) return command;
        fields.Scope.Report(ValueDiagnostics.BadCommand(text.Start, Quoted.Text(key)));
        return null;
    }
}
