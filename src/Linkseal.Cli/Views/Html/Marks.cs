namespace Linkseal.Cli.Views.Html;

/// <summary>Whether something was as it had to be.</summary>
internal enum Mark
{
    /// <summary>As required.</summary>
    Good,

    /// <summary>A product can't do better, or it was described so.</summary>
    Limit,

    /// <summary>The answer leaves it open.</summary>
    Open,

    /// <summary>It was not asked.</summary>
    NotAsked,

    /// <summary>Not as required.</summary>
    Bad,
}

/// <summary>How marks are written: a sign and a word, so that nobody needs the colour.</summary>
internal static class Marks
{
    /// <summary>Sign and word.</summary>
    public static string Text(this Mark mark) => mark switch
    {
        Mark.Good => "✓ as required",
        Mark.Limit => "◆ limit",
        Mark.Open => "? open",
        Mark.NotAsked => "– not asked",
        _ => "✗ not as required",
    };

    /// <summary>The class by which it is coloured.</summary>
    public static string Class(this Mark mark) => mark switch
    {
        Mark.Good => "good",
        Mark.Limit => "limit",
        Mark.Bad => "bad",
        _ => "open",
    };

    /// <summary>A verdict as a mark.</summary>
    public static Mark Of(Verdict verdict) => verdict switch { Verdict.Holds => Mark.Good, Verdict.Skipped => Mark.NotAsked, _ => Mark.Bad };

    /// <summary>Writes the mark.</summary>
    public static void Put(this Markup page, Mark mark, string? text = null) => page.Put("span", text ?? mark.Text(), ("class", "mark " + mark.Class()));

    /// <summary>Writes a level.</summary>
    public static void PutLevel(this Markup page, string level) => page.Put("span", level, ("class", "level level-" + level));
}
