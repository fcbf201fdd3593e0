namespace Linkseal.Core.Topology;

/// <summary>The spellings of <see cref="Level"/> in <c>linkseal.yaml</c> and in output.</summary>
public static class Levels
{
    private static readonly string[] Spellings = ["plaintext", "encrypted", "authenticated", "mutual", "named"];

    /// <summary>Every valid spelling, the lowest level first.</summary>
    public static IEnumerable<string> Names => Spellings;

    /// <summary>Reads a spelling; false where there is no such level.</summary>
    public static bool TryParse(string text, out Level value)
    {
        var index = Array.IndexOf(Spellings, text);
        value = (Level)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The spelling of a level.</summary>
    public static string Text(this Level value) => Spellings[(int)value];
}
