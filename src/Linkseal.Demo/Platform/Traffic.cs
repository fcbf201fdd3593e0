using System.Globalization;

namespace Linkseal.Demo.Platform;

/// <summary>What became of web's requests so far.</summary>
/// <param name="Answered">Answered.</param>
/// <param name="Again">Times that one had to be asked again before it was answered.</param>
/// <param name="Lost">Given up.</param>
public sealed record Traffic(int Answered, int Again, int Lost)
{
    /// <summary>As web says it to its starter.</summary>
    internal string Spelled => $"traffic {Answered} {Again} {Lost}";

    /// <summary>What web said; null: something else.</summary>
    internal static Traffic? Parse(string line) =>
        line.Split(' ') is ["traffic", var answered, var again, var lost] ? new(Number(answered), Number(again), Number(lost)) : null;

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
