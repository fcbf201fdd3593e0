namespace Linkseal.Dialects.Platforms;

/// <summary>A user's word inside a message.</summary>
internal static class UserWord
{
    private const int Longest = 60;

    /// <summary>On one line and not endless.</summary>
    public static string Shown(string text)
    {
        var line = string.Concat(text.Select(static c => char.IsControl(c) ? '\uFFFD' : c));
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}
