using Linkseal.Core.Editing;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>What we write, read by programs that know nothing of us.</summary>
public class StatementJudgeTests
{
    /// <summary>Values that quoting gets wrong.</summary>
    private static readonly string[] Values =
        ["plain", "two words", "it's", "say \"hi\"", "both ' and \"", "C:\\x\\n", "# no comment", "a;b", "a=b", "$HOME", "`id`", "${x}", "{", "}", "é😀", "x # y", "'", "\"", "\\", "a,b", "[x]", "true", "1"];

    [Fact]
    public void A_shell_reads_the_value_that_was_meant() => Judged(ConfigFormat.Env, "A=\"old\"\n", static (folder, file) =>
        Shell.Run(Missing.Program("sh"), ["-c", $". ./{file}; printf %s \"$A\""], folder).Output);

    [Fact]
    public void Python_reads_the_value_that_was_meant() => Judged(ConfigFormat.Json, "{\n  \"B\": [1]\n}\n", static (folder, file) =>
        Shell.Run(Missing.Program("python3"), ["-c", $"import json, sys; sys.stdout.reconfigure(encoding='utf-8'); sys.stdout.write(json.load(open('{file}', encoding='utf-8'))['A'])"], folder).Output);

    private static void Judged(ConfigFormat format, string text, Func<string, string, string> judge)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < Values.Length; i++)
        {
            File.WriteAllText(folder[$"f{i}"], StatementEdits.Apply(format, text, [new Edit.Set(["A"], new EditValue.Text(Values[i]))]).Text);
            Assert.Equal(Values[i], judge(folder.Path, $"f{i}"));
        }
    }
}
