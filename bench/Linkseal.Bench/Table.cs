namespace Linkseal.Bench;

/// <summary>Figures in columns: the first to the left, the others to the right.</summary>
internal static class Table
{
    public static void Print(string title, string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = Enumerable.Range(0, head.Length).Select(c => all.Max(r => r[c].Length)).ToArray();
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var row in all)
        {
            Console.WriteLine("  " + string.Join("  ", row.Select((t, c) => c == 0 ? t.PadRight(widths[c]) : t.PadLeft(widths[c]))));
        }
    }

    public static string Milliseconds(double value) => value < 10 ? $"{value:0.00} ms" : $"{value:0} ms";

    public static string Ratio(double value) => $"{value:0.00}";

    public static string Wanted(bool met, string target) => $"{target} {(met ? "met" : "MISSED")}";
}
