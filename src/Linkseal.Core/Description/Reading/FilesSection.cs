using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>files</c>: which files dialect <c>files</c> writes and what they are called.</summary>
internal static class FilesSection
{
    private const string Keystore = "pkcs12";

    // Longest name of a file on Linux, in bytes (limits.h, NAME_MAX).
    private const int LongestName = 255;

    private static readonly (string Key, MaterialForm? Form)[] Forms =
    [
        ("ca", null),
        ("chain", MaterialForm.Chain),
        ("certificate", MaterialForm.Certificate),
        ("key", MaterialForm.Key),
        ("combined", MaterialForm.ChainAndKey),
    ];

    /// <summary>What is written where <c>files</c> is left out.</summary>
    public static ImmutableArray<FileEntry> Default { get; } =
        [new("ca.crt", null, null), new("tls.crt", MaterialForm.Chain, null), new("tls.key", MaterialForm.Key, null)];

    /// <summary>The files in a fixed order, whatever the order of the keys; empty where <c>files</c> is left out.</summary>
    public static ImmutableArray<FileEntry> Read(FieldReader component)
    {
        if (component.Fields("files", [.. Forms.Select(static f => f.Key), Keystore]) is not { } fields) return [];
        if (component.Node("files") is YamlNode.Mapping { Entries.IsEmpty: true }) ReportEmpty(fields);
        var files = ImmutableArray.CreateBuilder<FileEntry>();
        var writers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, form) in Forms)
        {
            if (fields.Text(key) is { } text && Name(fields, text, key, writers) is { } name) files.Add(new(name, form, null));
        }

        if (fields.Fields(Keystore, "file", "passphrase") is { } store) AddKeystore(store, files, writers);
        return files.ToImmutable();
    }

    private static void ReportEmpty(FieldReader fields) => fields.Scope.Report(ShapeDiagnostics.MissingKey(
        fields.Start, "`files`", "chain", "name at least one file, or take `files` out: then `tls.crt`, `tls.key` and `ca.crt` are written"));

    private static void AddKeystore(FieldReader store, ImmutableArray<FileEntry>.Builder files, Dictionary<string, string> writers)
    {
        store.Require("file", "name the keystore: `file: keystore.p12`");
        var passphrase = PassphraseSection.Read(store);
        if (store.Text("file") is { } text && Name(store, text, Keystore, writers) is { } name) files.Add(new(name, MaterialForm.Pkcs12, passphrase));
    }

    private static bool IsFileName(string name) =>
        name is not ("" or "." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Any(char.IsControl) && Encoding.UTF8.GetByteCount(name) <= LongestName;

    private static string? Name(FieldReader fields, YamlNode.Scalar text, string key, Dictionary<string, string> writers)
    {
        var name = text.Value;
        if (!IsFileName(name))
        {
            fields.Scope.Report(ValueDiagnostics.BadFileName(text.Start, "`files`", name));
            return null;
        }

        if (writers.TryAdd(name, key)) return name;
        fields.Scope.Report(ValueDiagnostics.OneFileTwice(text.Start, Quoted.Text(writers[name]), Quoted.Text(key), name));
        return null;
    }
}
