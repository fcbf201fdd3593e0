namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Harbor reads <c>data_volume</c> twice: as YAML in the container, and before that with <c>grep</c> and <c>awk</c> on the host. The two have to agree.</summary>
/// <remarks>Source: goharbor/harbor make/prepare: <c>grep '^[^#]*data_volume:' harbor.yml | awk '{print $NF}'</c>.</remarks>
internal static class DataVolumeLine
{
    /// <summary>What the shell makes of it where that is not <paramref name="value"/>, carriage returns aside; null: it reads the same.</summary>
    /// <param name="text">harbor.yml.</param>
    /// <param name="value">What YAML says; null: no such key.</param>
    public static string? Fault(string text, string? value)
    {
        if (value is null) return null;
        var fields = Fields(text).Select(static f => f.TrimEnd('\r')).ToArray();
        if (fields.Length == 1 && fields[0] == value) return null;
        return fields.Length switch
        {
            0 => "prepare's grep finds no line with it",
            1 => $"prepare's shell reads `{UserWord.Shown(fields[0])}`, YAML reads `{value}`",
            _ => $"prepare's grep finds {fields.Length} lines with it: {string.Join(", ", fields.Select(static f => $"`{UserWord.Shown(f)}`"))}",
        };
    }

    /// <summary>True when the shell takes the carriage return of a Windows line end for a part of the path.</summary>
    public static bool EndsInCarriageReturn(string text) => Fields(text).Any(static f => f.EndsWith('\r'));

    private static IEnumerable<string> Fields(string text) =>
        text.Split('\n').Where(Matches).Select(static line => line.Split(' ', '\t').LastOrDefault(static f => f.Length > 0) ?? "");

    private static bool Matches(string line)
    {
        var at = line.IndexOf("data_volume:", StringComparison.Ordinal);
        return at >= 0 && !line.AsSpan(0, at).Contains('#');
    }
}
