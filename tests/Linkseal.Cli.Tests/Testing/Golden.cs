using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>Output held by files: <c>LINKSEAL_UPDATE_GOLDEN=1</c> rewrites them, and the diff is reviewed.</summary>
internal static class Golden
{
    private const string UpdateVariable = "LINKSEAL_UPDATE_GOLDEN";

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Linkseal.Cli.Tests", "Golden");

    public static void Holds(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        var how = $"where that is right: {UpdateVariable}=1 ./test, and review the diff of tests/Linkseal.Cli.Tests/Golden";
        Assert.True(File.Exists(path), $"there is no golden file {name}; {how}");
        var expected = File.ReadAllText(path);
        if (expected == text) return;
        Assert.Fail($"{name} differs; {how}\n--- expected\n{expected}\n--- met\n{text}");
    }
}
