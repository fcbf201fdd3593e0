using Linkseal.Testing;

namespace Linkseal.Dialects.Tests;

/// <summary>Expected output as files in the repository.</summary>
internal static class Golden
{
    public static string Folder(params string[] path) => Path.Combine([Repository.Root, "tests", "Linkseal.Dialects.Tests", "golden", .. path]);

    /// <summary>Compares, or with LINKSEAL_UPDATE_GOLDEN=1 rewrites.</summary>
    public static void Verify(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("LINKSEAL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected != actual) Assert.Fail($"{file} differs. If the change is meant: LINKSEAL_UPDATE_GOLDEN=1 ./test, then read the diff.\n{FirstDifference(expected, actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i));
        return $"line {line + 1}\n  expected: {left.ElementAtOrDefault(line)}\n  actual:   {right.ElementAtOrDefault(line)}";
    }
}
