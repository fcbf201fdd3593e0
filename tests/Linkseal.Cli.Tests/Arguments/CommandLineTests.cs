using System.Text.Json;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Arguments;

public sealed class CommandLineTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "linkseal");

    [Theory]
    [InlineData("linkseal takes no \"plna\"", "did you mean plan?", "plna")]
    [InlineData("linkseal plan takes no \"--chek\"", "did you mean --check?", "plan", "--chek")]
    [InlineData("linkseal plan takes no \"--rot\"", "did you mean --root?", "plan", "--rot", "/x")]
    [InlineData("linkseal requests takes no \"zzz\"", "linkseal requests --help lists what there is", "requests", "zzz")]
    [InlineData("option '--to' is required", "linkseal requests --help lists what there is", "requests")]
    [InlineData("argument 'xml' not recognized. Must be one of: 'text' 'json' 'junit'", "linkseal plan --help lists what there is", "plan", "-o", "xml")]
    [InlineData("required command was not provided", "linkseal authority --help lists what there is", "authority")]
    public void Wrong_usage_is_LS1480_with_what_would_be_right(string message, string hint, params string[] arguments)
    {
        var (exit, output, error) = Run.Line(arguments);
        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.StartsWith($"linkseal: error LS1480: {message}\n  hint: {hint}\n", error);
    }

    [Fact]
    public void Wrong_usage_in_json_is_an_envelope()
    {
        var (exit, output, error) = Run.Line("plan", "--chek", "-o", "json");
        var envelope = JsonDocument.Parse(output).RootElement;
        Assert.Equal((2, "", 2, "plan"), (exit, error, envelope.GetProperty("exitCode").GetInt32(), envelope.GetProperty("command").GetString()));
        Assert.Equal("LS1480", envelope.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("plan")]
    [InlineData("apply", "--yes")]
    [InlineData("undo", "--yes")]
    [InlineData("remove", "--yes")]
    [InlineData("status")]
    [InlineData("requests", "--to", "x")]
    [InlineData("authority", "export")]
    [InlineData("check", "--file", "other.yaml")]
    public void A_description_that_is_not_there_is_LS1485(params string[] arguments)
    {
        var (exit, _, error) = Run.Line(arguments);
        Assert.Equal(2, exit);
        Assert.Contains(".yaml: error LS1485: there is no such file\n", error);
    }

    [Fact]
    public void A_time_that_can_not_be_read_is_LS1484()
    {
        var (exit, _, error) = Run.Line("status", "--expires-within", "soon");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1484: --expires-within takes a time such as 14d, 2w, 12h or 90m, and got \"soon\"\n", error);
    }

    [Fact]
    public void Nothing_at_all_shows_the_help_and_is_wrong_usage()
    {
        var (exit, output, error) = Run.Line();
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("Commands:", error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("requests", "--help")]
    [InlineData("plan", "-h")]
    public void Help_is_a_result(params string[] arguments)
    {
        var (exit, output, error) = Run.Line(arguments);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Usage:", output);
    }

    [Fact]
    public void The_version_is_the_same_on_the_short_way_and_the_long()
    {
        var (exit, output, _) = Run.Line("--version", "--quiet");
        var quick = Shell.Run(Program, ["--version"]);
        Assert.Equal((0, quick.ExitCode, output), (exit, 0, quick.Output));
        Assert.Matches("^linkseal [0-9]+\\.[0-9]+\\.[0-9]+\n$", output);
    }

    [Fact]
    public void No_colour_where_nobody_looks_or_NO_COLOR_is_set()
    {
        Assert.DoesNotContain('\e', Run.Line(new MemoryTerminal(), "explain").Output);
        Assert.Contains('\e', Run.Line(new MemoryTerminal { OutputIsTerminal = true }, "explain").Output);
        var asked = new MemoryTerminal { OutputIsTerminal = true };
        asked.Variables["NO_COLOR"] = "1";
        Assert.DoesNotContain('\e', Run.Line(asked, "explain").Output);
    }

    [Fact]
    public void Bash_completes_commands_and_options_of_a_program_called_by_its_path()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["complete"], Shell.Run(Program, ["completion", "bash"]).Output);
        string Complete(string line) => Shell.Run("/bin/bash", ["-c", $$"""
            source "$1"
            COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ "$COMP_LINE" == *' ' ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _linkseal; printf '%s\n' "${COMPREPLY[@]}"
            """, "bash", folder["complete"], line]).Output;

        Assert.Equal("plan\n", Complete(Program + " pl"));
        Assert.Equal("--check\n", Complete(Program + " plan --ch"));
        Assert.Contains("LS1480\n", Complete(Program + " explain LS148"));
    }

    [Fact]
    public void An_unknown_dialect_is_LS1486()
    {
        var (exit, _, error) = Run.Line("dialects", "no-such-thing");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1486: there is no dialect or profile \"no-such-thing\"", error);
    }

    [Fact]
    public void An_unknown_component_is_LS1481_with_the_nearest()
    {
        var diagnostic = Cli.Commands.Unknown.Component("wbe", Samples.Shop);
        Assert.Equal(("LS1481", "did you mean web?"), (diagnostic.Code, diagnostic.Hint));
        Assert.Equal("it has web, db, cache", Cli.Commands.Unknown.Component("payment", Samples.Shop).Hint);
    }

    [Fact]
    public void An_authority_without_a_certificate_is_LS1487() =>
        Assert.Equal("LS1487", Cli.Arguments.UsageDiagnostics.NoAuthority("internal").Code);
}
