using Linkseal.Cli.Views;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Tests.Views;

public sealed class DiagnosticsTextTests
{
    [Fact]
    public void Commands_in_a_hint_stand_on_lines_of_their_own_and_are_never_broken()
    {
        var command = "scp -p root@10.0.1.1:/etc/tidb/pd.toml /home/ops/a-rather-long-name-of-a-folder/hosts/10.0.1.1/etc/tidb/pd.toml";
        using var text = new StringWriter();
        DiagnosticsText.Write(new(text, colour: false, 60), [new("LS1506", Severity.Error, "not there") { Hint = "fetch them:\n" + command }], "/", quiet: true);
        Assert.Contains("\n  hint: fetch them:\n        " + command + "\n", text.ToString(), StringComparison.Ordinal);
    }
}
