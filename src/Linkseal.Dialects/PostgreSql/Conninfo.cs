using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>A connection string of libpq: <c>key=value</c>, values with blanks in <c>'…'</c> (PostgreSQL, "Connection Strings").</summary>
internal sealed record Conninfo(ImmutableArray<(string Key, string Value)> Parts)
{
    /// <summary>The value of a key; null: it is not said.</summary>
    public string? this[string key] => Parts.Where(p => p.Key == key).Select(static p => p.Value).LastOrDefault();

    public static Conninfo Read(string text)
    {
        var parts = ImmutableArray.CreateBuilder<(string, string)>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var sign = at < text.Length ? text.IndexOf('=', at) : -1;
            if (sign < 0) return new(parts.DrainToImmutable());
            var key = text[at..sign].Trim();
            for (at = sign + 1; at < text.Length && char.IsWhiteSpace(text[at]); at++) { }
            parts.Add((key, Value(text, ref at)));
        }
    }

    /// <summary>The same with a value, in its place where it has one.</summary>
    public Conninfo With(string key, string value) =>
        this[key] is null ? new(Parts.Add((key, value))) : new([.. Parts.Select(p => p.Key == key ? (key, value) : p)]);

    public override string ToString() => string.Join(' ', Parts.Select(static p => $"{p.Key}={Written(p.Value)}"));

    private static string Value(string text, ref int at)
    {
        var value = new StringBuilder();
        var isQuoted = at < text.Length && text[at] == '\'';
        if (isQuoted) at++;
        while (at < text.Length && (isQuoted ? text[at] != '\'' : !char.IsWhiteSpace(text[at])))
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at++]);
        }

        if (isQuoted) at++;
        return value.ToString();
    }

    private static string Written(string value)
    {
        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return value.Length == 0 || value.Any(char.IsWhiteSpace) || value.Contains('\'', StringComparison.Ordinal) ? $"'{escaped}'" : escaped;
    }
}
