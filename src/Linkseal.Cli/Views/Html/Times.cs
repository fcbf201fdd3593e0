namespace Linkseal.Cli.Views.Html;

/// <summary>Times as the page writes them.</summary>
internal static class Times
{
    /// <summary><c>2026-11-21 12:00:00 UTC</c>.</summary>
    public static string Of(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss") + " UTC";
}
