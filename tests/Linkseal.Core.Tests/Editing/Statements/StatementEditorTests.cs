using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Tests.Editing.Statements;

/// <summary>What is said where an edit can't be made or taken out.</summary>
public class StatementEditorTests
{
    [Theory]
    [InlineData(ConfigFormat.Nginx, "server {\n ssl_certificate a;\n ssl_certificate b;\n}\n", "server > ssl_certificate = c", 3, 2, "more than one \"ssl_certificate\" stands there, and each counts")]
    [InlineData(ConfigFormat.Nginx, "server { }\nserver { }\n", "server > listen = ~1", 2, 1, "more than one \"server\" stands there, and each counts")]
    [InlineData(ConfigFormat.Nginx, "a;\n", "server > [0] > listen = ~1", 1, 1, "there is no section \"server\" that is meant by [0]")]
    [InlineData(ConfigFormat.Nginx, "listen 1;\nlisten 2;\n", "-listen > [0]", 1, 1, "it is meant by a number, and the next would have that number then")]
    [InlineData(ConfigFormat.Nginx, "a; b; c;\n", "-b", 1, 4, "its lines hold something else too")]
    [InlineData(ConfigFormat.Nginx, "a 1;\n", "a = ~2; b", 1, 1, "nginx.conf has no way to write that value")]
    [InlineData(ConfigFormat.Nginx, "a 1;\n", "a > [2] = ~3", 1, 1, "there is no entry [1]")]
    [InlineData(ConfigFormat.RabbitMq, "a = 1\n", "a = p'a#ss", 1, 1, "rabbitmq.conf has no way to write that value")]
    [InlineData(ConfigFormat.KeyValue, "a 1\n", "s > b = #1", 1, 1, "lines of a key and its values has no section \"s\"")]
    [InlineData(ConfigFormat.HaProxy, "global\n", "nowhere > b = #1", 1, 1, "haproxy.cfg has no section \"nowhere\"")]
    [InlineData(ConfigFormat.Nats, "tls: x\n", "tls > verify = !true", 1, 1, "a section is needed under \"tls\", and something else stands there")]
    [InlineData(ConfigFormat.Json, "{ \"A\": { \"B\": 1 } }", "A = #1", 1, 3, "a section stands where one value is needed")]
    [InlineData(ConfigFormat.PgHba, "local all all peer\n", "+{n}: host \"a", 1, 1, "its lines can't be read as rows of pg_hba.conf")]
    public void What_cant_be_edited_is_LS1111_with_the_reason(ConfigFormat format, string text, string edits, int line, int column, string reason)
    {
        var result = StatementEdits.Tried(format, text, StatementEdits.Of(edits));
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1111", Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.EndsWith(": " + reason, diagnostic.Message);
        Assert.Equal(new Position(line, column), diagnostic.At);
        Assert.Contains("by hand", diagnostic.Hint);
    }

    [Fact]
    public void Two_spellings_of_one_name_with_different_values_are_refused()
    {
        var result = StatementEdits.Tried(ConfigFormat.Ini, "[m]\nssl-ca=1\n", StatementEdits.Of("m > ssl-ca = a | m > ssl_ca = b"));
        Assert.Contains(result.Diagnostics, static d => d.Code == "LS1111" && d.Message.EndsWith("another edit that is wanted contradicts it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_between_a_persons_statements_goes_where_it_is_wanted()
    {
        var block = new Edit.Block(["frontend web"], "cn", "http-request deny unless okcn") { After = "acl okcn" };
        var edited = StatementEdits.Apply(ConfigFormat.HaProxy, "frontend web\n  acl okcn x\n  mode http\n", [block]);
        Assert.Equal("frontend web\n  acl okcn x\n  http-request deny unless okcn\n  mode http\n", edited.Text);
        Assert.Equal("frontend web\n  http-request deny unless okcn\n  acl okcn x\n  mode http\n", StatementEdits.Apply(ConfigFormat.HaProxy, "frontend web\n  acl okcn x\n  mode http\n", [block with { After = null, Before = "acl" }]).Text);
        Assert.Equal("there is no \"acl okcn\" beside which it goes", StatementEdits.Tried(ConfigFormat.HaProxy, "frontend web\n  mode http\n", [block]).Diagnostics[0].Message.Split(": ")[1]);
    }

    [Fact]
    public void Rows_of_a_person_above_ours_are_no_rows_of_ours()
    {
        const string Text = "host all all all trust\nhostssl a b all cert\n";
        var first = StatementEdits.Of("^{n}: hostssl a b all cert");
        var edited = StatementEdits.Apply(ConfigFormat.PgHba, Text, first);
        Assert.Equal("hostssl a b all cert\n" + Text, edited.Text);
        Assert.Equal(Text, StatementEdits.Revert(ConfigFormat.PgHba, edited.Text, edited.Applied));
    }

    [Fact]
    public void A_block_with_other_lines_takes_the_place_of_the_one_before()
    {
        var one = StatementEdits.Apply(ConfigFormat.PgHba, "local all all peer\n", StatementEdits.Of("^{n}: hostssl a b all cert~hostssl c d all cert"));
        var two = StatementEdits.Apply(ConfigFormat.PgHba, one.Text, StatementEdits.Of("^{n}: hostssl a b all cert"), one.Applied);
        Assert.Equal("hostssl a b all cert\nlocal all all peer\n", two.Text);
        Assert.Equal("local all all peer\n", StatementEdits.Revert(ConfigFormat.PgHba, two.Text, two.Applied));
    }

    [Fact]
    public void A_block_that_somebody_changed_is_left_alone()
    {
        var wanted = StatementEdits.Of("^{n}: hostssl a b all cert~hostssl c d all cert");
        var edited = StatementEdits.Apply(ConfigFormat.PgHba, "local all all peer\n", wanted);
        var byHand = edited.Text.Replace("hostssl c d all cert", "hostssl c d all trust", StringComparison.Ordinal);
        var again = StatementEdits.Tried(ConfigFormat.PgHba, byHand, wanted, edited.Applied);
        Assert.Equal(("LS1112", Severity.Error), (Assert.Single(again.Diagnostics).Code, again.Diagnostics[0].Severity));
        var reverted = ConfigEditor.Revert(ConfigFormat.PgHba, "f", byHand, edited.Applied);
        Assert.Equal(("LS1112", Severity.Warning), (Assert.Single(reverted.Diagnostics).Code, reverted.Diagnostics[0].Severity));
        Assert.Equal(byHand, reverted.Value!.Text);
    }

    [Theory]
    [InlineData(ConfigFormat.Ini, "", "m > ssl_ca = /a", "[m]\nssl_ca = /a\n", "[m]\nssl_ca = /a\nmine = 1\n", "[m]\nmine = 1\n", "mine")]
    [InlineData(ConfigFormat.Nats, "", "tls > cert_file = /a", "tls {\n    cert_file: \"/a\"\n}\n", "tls {\n    cert_file: \"/a\"\n    mine: 1\n}\n", "tls {\n    mine: 1\n}\n", "mine")]
    [InlineData(ConfigFormat.Mosquitto, "x 1\n", "listener 1 > cafile = /a", "x 1\n\nlistener 1\ncafile /a\n", "x 1\n\nlistener 1\nmine 1\ncafile /a\n", "x 1\n\nlistener 1\nmine 1\n", "mine")]
    public void A_section_of_ours_stays_for_what_somebody_put_into_it(ConfigFormat format, string text, string edits, string expected, string byHand, string left, string other)
    {
        var edited = StatementEdits.Apply(format, text, StatementEdits.Of(edits));
        Assert.Equal(expected, edited.Text);
        var reverted = ConfigEditor.Revert(format, "f", byHand, edited.Applied);
        Assert.Equal(left, reverted.Value!.Text);
        var diagnostic = Assert.Single(reverted.Diagnostics);
        Assert.Equal("LS1113", diagnostic.Code);
        Assert.Contains($"\"{other}\"", diagnostic.Message);
    }

    [Fact]
    public void A_comment_behind_a_line_of_ours_is_kept_and_goes_with_it_as_LS1222()
    {
        var wanted = StatementEdits.Of("new = x");
        var edited = StatementEdits.Apply(ConfigFormat.PostgreSql, "a = 1\n", wanted);
        var byHand = edited.Text.Replace("'x'", "'x' # mine", StringComparison.Ordinal);
        Assert.Equal(byHand, StatementEdits.Apply(ConfigFormat.PostgreSql, byHand, wanted, edited.Applied).Text);
        var reverted = ConfigEditor.Revert(ConfigFormat.PostgreSql, "f", byHand, edited.Applied);
        Assert.Equal("a = 1\n", reverted.Value!.Text);
        Assert.Equal(("LS1222", Severity.Note), (Assert.Single(reverted.Diagnostics).Code, reverted.Diagnostics[0].Severity));
    }

    [Fact]
    public void A_secret_is_shown_by_nobody()
    {
        var wanted = StatementEdits.Of("requirepass = s3cret");
        var edited = StatementEdits.Apply(ConfigFormat.KeyValue, "requirepass old\n", wanted);
        var result = StatementEdits.Tried(ConfigFormat.KeyValue, edited.Text.Replace("s3cret", "hand", StringComparison.Ordinal), wanted, edited.Applied);
        var said = Assert.Single(result.Diagnostics).Message;
        Assert.DoesNotContain("s3cret", said);
        Assert.DoesNotContain("hand\"", said);
        Assert.Contains("requirepass [redacted]", said);
        Assert.DoesNotContain("s3cret", TextDiff.Unified("f", "requirepass old\n", edited.Text));
    }
}
