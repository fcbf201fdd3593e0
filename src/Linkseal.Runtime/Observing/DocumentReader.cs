using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Observing;

/// <summary>The text of configuration files, and why some could not be had.</summary>
/// <param name="Texts">By path as it was asked for; absent where nothing is there, or where <paramref name="Diagnostics"/> say why not.</param>
/// <param name="Diagnostics">What is there and can't be used: no permission, no UTF-8, no file.</param>
public sealed record Documents(ImmutableDictionary<string, string> Texts, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads configuration files as text, following a symbolic link at the end. A byte order mark stays in the text, so that writing it back changes no byte.</summary>
public static class DocumentReader
{
    /// <summary>Asks only whether something is there: <c>exists:/path</c> has an empty text where it is, and none where it is not.</summary>
    public const string Exists = "exists:";

    private const string AnyName = "/*";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads each path; a missing file is no problem, one that can't be read is.</summary>
    /// <param name="place">Where they lie.</param>
    /// <param name="paths">Absolute paths on the place, with or without <see cref="Exists"/>; <c>/folder/*.conf</c> is every file of the folder whose name ends so.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Documents Read(LocalPlace place, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var asked = Named(place, paths, cancellation).Distinct(StringComparer.Ordinal).ToLookup(static p => p.StartsWith(Exists, StringComparison.Ordinal));
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();

        foreach (var (path, state) in place.Observe(asked[true].Select(static p => p[Exists.Length..]), cancellation))
        {
            if (state.Kind != FileKind.Missing) texts[Exists + path] = "";
        }

        var contents = place.Read(asked[false], cancellation);
        foreach (var (path, content) in contents)
        {
            if (Text(content.Span) is { } text) texts[path] = text;
            else problems.Add(ObservingDiagnostics.NotText(path, content.Span));
        }

        var states = place.Observe(asked[false].Where(p => !contents.ContainsKey(p)), cancellation);
        problems.AddRange(states.Where(static s => s.Value.Kind != FileKind.Missing).Select(s => ObservingDiagnostics.Unreadable(s.Key, s.Value, place.Obstacle(s.Key))));
        // It is there, so that nobody says of it that it is not.
        foreach (var problem in problems) texts[Exists + problem.File] = "";
        return new(texts.ToImmutable(), [.. problems.OrderBy(static d => d.File, StringComparer.Ordinal)]);
    }

    // What a folder holds is known only once it is listed; a folder that is not there holds nothing.
    private static IEnumerable<string> Named(LocalPlace place, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var (patterns, names) = (new List<(string Folder, string Ending)>(), new List<string>());
        foreach (var path in paths)
        {
            if (path.LastIndexOf(AnyName, StringComparison.Ordinal) is > 0 and var at && path.LastIndexOf('/') == at) patterns.Add((path[..at], path[(at + AnyName.Length)..]));
            else names.Add(path);
        }

        if (patterns.Count == 0) return names;
        var listed = place.List(patterns.Select(static p => p.Folder).Distinct(StringComparer.Ordinal), cancellation);
        var found = from pattern in patterns
                    from name in listed.GetValueOrDefault(pattern.Folder, []).Where(n => n.EndsWith(pattern.Ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                    select pattern.Folder + "/" + name;
        return names.Concat(found);
    }

    /// <summary>The text; null where the bytes are not UTF-8.</summary>
    public static string? Text(ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
