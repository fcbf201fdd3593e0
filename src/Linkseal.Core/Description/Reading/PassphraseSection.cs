using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>passphrase:</c>, which says where a passphrase is read from. Nothing that stands there wrongly is repeated in a message: it may be the passphrase.</summary>
internal static class PassphraseSection
{
    public static PassphraseSource? Read(FieldReader owner)
    {
        switch (owner.Node("passphrase"))
        {
            case null:
                return null;
            case YamlNode.Mapping mapping:
                return Source(owner, mapping);
            case YamlNode.Scalar scalar when !YamlScalars.IsNull(scalar):
                owner.Scope.Report(ValueDiagnostics.PassphraseInline(scalar.Start, "the `passphrase`"));
                return null;
            case var other:
                owner.Scope.Report(ValueDiagnostics.PassphraseSource(other.Start, "`passphrase`"));
                return null;
        }
    }

    private static PassphraseSource? Source(FieldReader owner, YamlNode.Mapping mapping)
    {
        if (mapping.Entries is [{ Key.Value: "file" or "env" }])
        {
            var fields = new FieldReader(owner.Scope, mapping, "`passphrase`", ["file", "env"]);
            if (fields.Has("file")) return fields.Path("file") is { } file ? new(file, null) : null;
            if (fields.Text("env") is not { } name) return null;
            if (IsVariable(name.Value)) return new(null, name.Value);
        }

        owner.Scope.Report(ValueDiagnostics.PassphraseSource(mapping.Start, "`passphrase`"));
        return null;
    }

    // POSIX.1-2017, base definitions §8.1; lower case is allowed, shells do so too.
    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
