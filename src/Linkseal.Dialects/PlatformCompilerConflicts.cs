using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>Two components that write one file, one setting, or into a folder that another reads whole.</summary>
internal static class PlatformCompilerConflicts
{
    public static IEnumerable<Diagnostic> Find(PlatformCompilerScope scope, ImmutableArray<ComponentPart> parts)
    {
        var profile = scope.Profile?.Desired ?? new();
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in profile.Files) written.TryAdd(file.Path, file.Component);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, edit) in profile.Edits.SelectMany(Settings)) settings.TryAdd(setting, edit.Component);
        var edited = profile.Edits.ToLookup(static e => e.Path, static e => e.Component, StringComparer.Ordinal);
        var whole = profile.Folders.Where(static f => f.Allowed is not null).ToDictionary(static f => f.Path, static f => f.Component, StringComparer.Ordinal);
        foreach (var conflict in PlatformCompilerSwitched.Find(scope, profile, parts)) yield return conflict;
        foreach (var part in parts)
        {
            foreach (var file in part.Desired.Files)
            {
                var folder = file.Path[..Math.Max(1, file.Path.LastIndexOf('/'))];
                if (!written.TryAdd(file.Path, file.Component)) yield return PlatformCompilerDiagnostics.OneFile(scope.Description, part.Entry, file.Path, written[file.Path]);
                else if (edited[file.Path].FirstOrDefault() is { } editor) yield return PlatformCompilerDiagnostics.OneFile(scope.Description, part.Entry, file.Path, editor);
                else if (whole.TryGetValue(folder, out var reader)) yield return PlatformCompilerDiagnostics.ForeignFolder(scope.Description, part.Entry, folder, reader);
            }

            foreach (var (setting, edit) in part.Desired.Edits.SelectMany(Settings))
            {
                if (written.TryGetValue(edit.Path, out var writer)) yield return PlatformCompilerDiagnostics.OneFile(scope.Description, part.Entry, edit.Path, writer);
                else if (!settings.TryAdd(setting, edit.Component)) yield return PlatformCompilerDiagnostics.OneSetting(scope.Description, part.Entry, edit.Path, setting[(setting.IndexOf('\n', StringComparison.Ordinal) + 1)..], settings[setting]);
            }
        }
    }

    private static IEnumerable<(string Setting, DesiredEdit Edit)> Settings(DesiredEdit edit) => edit.Edits.Select(e => (edit.Path + "\n" + string.Join('.', e.Key), edit));
}
