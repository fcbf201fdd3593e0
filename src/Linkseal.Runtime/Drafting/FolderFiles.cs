using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Dialects;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Drafting;

/// <summary>What signs find in a folder, as text. Nothing that is there is passed over in silence, and nothing is thrown.</summary>
/// <param name="Documents">The texts, by paths relative to the folder; of a refused one as much as tells whose it is.</param>
/// <param name="Refused">Files that are called by their names and can't be read: a product's own, which it can't be without.</param>
/// <param name="Passed">Files and folders that a pattern found, and that can't be read.</param>
internal sealed record FolderFiles(ImmutableDictionary<string, string> Documents, ImmutableArray<Diagnostic> Refused, ImmutableArray<NotLookedAt> Passed)
{
    // A product's own configuration is some kilobytes; anything larger is not what it is named.
    private const long LargestDocument = 4 * 1024 * 1024;

    // A folder named by mistake (/) must not be read to its end.
    private const int DeepestFolder = 8;
    private const int MostDocuments = 2000;
    private const string AnyFolders = "**/";
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Reads what fits the signs.</summary>
    /// <param name="signs">As in <see cref="IProfile.Signs"/>.</param>
    /// <param name="folder">The folder, on this machine.</param>
    public static FolderFiles Read(IEnumerable<string> signs, string folder)
    {
        var reader = new Reader(folder);
        foreach (var (path, byName) in signs.SelectMany(reader.Matches).DistinctBy(static p => p.Path, StringComparer.Ordinal).Take(MostDocuments)) reader.Take(path, byName);
        return reader.Found;
    }

    /// <summary>True for a sign that is the name of one file.</summary>
    public static bool IsName(string sign) => !sign.Contains('*', StringComparison.Ordinal);

    /// <summary>Both; of a file that is in both, what <paramref name="other"/> says.</summary>
    public FolderFiles With(FolderFiles? other) =>
        other is null ? this : new(Documents.SetItems(other.Documents), [.. Refused.Concat(other.Refused).Distinct()], [.. Passed.Where(p => !other.Refused.Any(r => r.File == p.Path))]);

    private sealed class Reader(string folder)
    {
        private readonly LocalDisk disk = new();
        private readonly ImmutableDictionary<string, string>.Builder documents = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        private readonly List<Diagnostic> refused = [];
        private readonly List<NotLookedAt> passed = [];

        public FolderFiles Found => new(documents.ToImmutable(), [.. refused], [.. passed.Distinct()]);

        public void Take(string path, bool byName)
        {
            var name = Path.GetRelativePath(folder, path);
            if (State(path) is { } state)
            {
                if (byName) refused.Add(ObservingDiagnostics.Unreadable(name, state, null));
                else if (state.Kind is FileKind.Forbidden) passed.Add(new(name, "permission denied: sudo linkseal …"));
                return;
            }

            var file = new FileInfo(path);
            if (!file.Exists || file.Length > LargestDocument) return;
            var content = File.ReadAllBytes(path);
            var text = DocumentReader.Text(content);
            if (text is null && !byName)
            {
                passed.Add(new(name, "not UTF-8 text"));
                return;
            }

            documents[name] = (text ?? Encoding.Latin1.GetString(content)).TrimStart(ByteOrderMark);
            if (text is null) refused.Add(ObservingDiagnostics.NotText(name, content));
            else if (byName) refused.AddRange(Broken(name, text));
        }

        public IEnumerable<(string Path, bool ByName)> Matches(string sign)
        {
            if (IsName(sign)) return [(Path.Combine(folder, sign), true)];
            var anywhere = sign.StartsWith(AnyFolders, StringComparison.Ordinal);
            if (!anywhere && Path.GetDirectoryName(sign) is { Length: > 0 } below && !Directory.Exists(Path.Combine(folder, below))) return [];
            return Below(folder, anywhere ? sign[AnyFolders.Length..] : sign, anywhere ? DeepestFolder : 0).Order(StringComparer.Ordinal).Select(static p => (p, false));
        }

        private List<string> Below(string within, string pattern, int depth)
        {
            var all = new EnumerationOptions { AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple, IgnoreInaccessible = false };
            try
            {
                List<string> found = [.. Directory.EnumerateFiles(within, pattern, all)];
                if (depth > 0) foreach (var below in Directory.GetDirectories(within, "*", all)) found.AddRange(Below(below, pattern, depth - 1));
                return found;
            }
            catch (UnauthorizedAccessException)
            {
                passed.Add(new(Path.GetRelativePath(folder, within) + "/", "permission denied: sudo linkseal …"));
                return [];
            }
        }

        // What stands at the path where it can't be read as a file; null: it can, or nothing is there.
        private FileState? State(string path)
        {
            var entry = disk.Look(path);
            if (entry.Kind is FileKind.Symlink)
            {
                var target = disk.ReadLink(path);
                try
                {
                    entry = File.ResolveLinkTarget(path, returnFinalTarget: true) is { } final ? disk.Look(final.FullName) : entry;
                }
                catch (IOException)
                {
                    // A link to itself.
                    return new(FileKind.Symlink) { Target = target };
                }

                if (entry.Kind is FileKind.Missing) return new(FileKind.Symlink) { Target = target };
            }

            return entry.Kind switch
            {
                FileKind.Missing => null,
                FileKind.Regular when disk.Refuses(path, Need.Read) is null => null,
                FileKind.Regular => new(FileKind.Forbidden),
                var kind => new(kind),
            };
        }

        // Whoever takes it for his own could say nothing better of it.
        private static ImmutableArray<Diagnostic> Broken(string name, string text) => Path.GetExtension(name) switch
        {
            ".yaml" or ".yml" when YamlReader.ReadMerged(name, text, keepsTags: true) is { Failed: true, Diagnostics: var wrong } => wrong,
            ".toml" when TomlReader.Read(name, text) is { Failed: true, Diagnostics: var wrong } => wrong,
            _ => [],
        };
    }
}
