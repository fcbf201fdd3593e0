using System.Collections.Immutable;

namespace Linkseal.Cli.Commands;

/// <summary>The page of one code: docs/codes, carried inside the program.</summary>
/// <param name="Code"><c>LS1004</c>.</param>
/// <param name="Title">The first line, without the code.</param>
/// <param name="Text">The whole page, Markdown.</param>
internal sealed record CodePage(string Code, string Title, string Text)
{
    private const string Prefix = "codes/";
    private const string Suffix = ".md";

    /// <summary>Every code that has a page, in order.</summary>
    public static ImmutableArray<string> Codes { get; } =
    [
        .. typeof(CodePage).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The page of a code, in any case of letters; null where there is none.</summary>
    public static CodePage? Read(string code)
    {
        var name = code.ToUpperInvariant();
        using var stream = Codes.Contains(name) ? typeof(CodePage).Assembly.GetManifestResourceStream(Prefix + name + Suffix) : null;
        if (stream is null) return null;

        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var first = text.Split('\n', 2)[0].TrimStart('#', ' ').TrimEnd();
        return new(name, first.StartsWith(name + ": ", StringComparison.Ordinal) ? first[(name.Length + 2)..] : first, text);
    }
}
