namespace Linkseal.Core.Editing;

/// <summary>One replacement in a text.</summary>
/// <param name="Start">UTF-16 index where it begins.</param>
/// <param name="End">UTF-16 index where it ends, exclusive.</param>
/// <param name="With">What stands there afterwards.</param>
internal sealed record Splice(int Start, int End, string With);
