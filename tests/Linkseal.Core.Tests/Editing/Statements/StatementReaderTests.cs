using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Statements;

public partial class StatementReaderTests
{
    [Theory]
    [InlineData(ConfigFormat.KeyValue, "a \"b", 1, 3, "the quote that opens here is not closed in its line")]
    [InlineData(ConfigFormat.KeyValue, "x\na \"b\"c", 2, 6, "something follows the closing quote without a blank")]
    [InlineData(ConfigFormat.PostgreSql, "a = 'b' c", 1, 9, "something follows the value")]
    [InlineData(ConfigFormat.PostgreSql, "a =\nb = 1", 1, 4, "a value is missing")]
    [InlineData(ConfigFormat.RabbitMq, "a = 1\nlisteners", 2, 10, "a \"=\" is missing")]
    [InlineData(ConfigFormat.RabbitMq, "a b", 1, 2, "a \"=\" is missing")]
    [InlineData(ConfigFormat.Env, "= 1", 1, 1, "a name is missing")]
    [InlineData(ConfigFormat.Ini, "[a\nb=1", 1, 1, "the bracket that opens here is not closed in its line")]
    [InlineData(ConfigFormat.Ini, "[a] b", 1, 5, "something follows the bracket")]
    [InlineData(ConfigFormat.Ini, "[]", 1, 1, "a section without a name")]
    [InlineData(ConfigFormat.HaProxy, "global\n log 'x", 2, 6, "the quote that opens here is not closed in its line")]
    [InlineData(ConfigFormat.Nginx, "http {\n a b;\n", 1, 6, "the brace that opens here is not closed")]
    [InlineData(ConfigFormat.Nginx, "a b;\n}", 2, 1, "a brace closes here that nothing opened")]
    [InlineData(ConfigFormat.Nginx, "http {\n  a b\n}", 2, 3, "the statement that begins here is not ended by a \";\"")]
    [InlineData(ConfigFormat.Nginx, ";", 1, 1, "a name is missing")]
    [InlineData(ConfigFormat.Nginx, "a 'b'c;", 1, 6, "something follows the closing quote without a blank")]
    [InlineData(ConfigFormat.Nginx, "a {\n content_by_lua_block { x }\n}", 2, 2, "the Lua in these braces is not nginx's language")]
    [InlineData(ConfigFormat.Nats, "a: [1, 2\n", 1, 4, "the bracket that opens here is not closed")]
    [InlineData(ConfigFormat.Nats, "a:\nb: 1", 1, 3, "a value is missing")]
    [InlineData(ConfigFormat.Nats, "a: 1 2", 1, 6, "something follows the value")]
    [InlineData(ConfigFormat.Nats, "a (\nb", 1, 3, "the parenthesis that opens here is not closed")]
    [InlineData(ConfigFormat.Json, "", 1, 1, "a \"{\" is missing")]
    [InlineData(ConfigFormat.Json, "{ a: 1 }", 1, 3, "a name in quotes is missing")]
    [InlineData(ConfigFormat.Json, "{ \"a\" 1 }", 1, 7, "a \":\" is missing")]
    [InlineData(ConfigFormat.Json, "{ \"a\": 1\n \"b\": 2 }", 2, 2, "a \",\" is missing")]
    [InlineData(ConfigFormat.Json, "{ \"a\": yes }", 1, 8, "a value stands here that JSON does not know")]
    [InlineData(ConfigFormat.Json, "{ \"a\": [1 2] }", 1, 11, "a \",\" is missing")]
    [InlineData(ConfigFormat.Json, "{ \"a\": 1, \"A\": 2 }", 1, 11, "this name stands twice in one object")]
    [InlineData(ConfigFormat.Json, "{} x", 1, 4, "something follows the last brace")]
    [InlineData(ConfigFormat.Json, "{ /* x }", 1, 3, "the comment that begins here is not ended")]
    [InlineData(ConfigFormat.PgHba, "a\0b", 1, 2, "the character U+0000 stands here: is it a text file, in UTF-8?")]
    public void What_cant_be_read_is_LS1130_at_its_place(ConfigFormat format, string text, int line, int column, string reason)
    {
        var result = StatementReader.Read(format, "f", text);
        Assert.Null(result.Value);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1130", new Position(line, column)), (diagnostic.Code, diagnostic.At));
        Assert.EndsWith(": " + reason, diagnostic.Message);

        var edited = ConfigEditor.Apply(format, "f", text, [new Edit.Set(["x"], new EditValue.Number(1))], []);
        Assert.Null(edited.Value);
        Assert.Equal(diagnostic, Assert.Single(edited.Diagnostics));
    }

    [Fact]
    public void The_pages_example_says_what_the_reader_says()
    {
        var example = Example().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "codes", "LS1130.md")));
        var d = Assert.Single(StatementReader.Read(ConfigFormat.KeyValue, "redis.conf", example.Groups["conf"].Value).Diagnostics);
        Assert.Equal(example.Groups["text"].Value, $"{d.File}:{d.At!.Value.Line}:{d.At.Value.Column}: error {d.Code}: {d.Message}\n");
    }

    [Fact]
    public void Statements_say_where_they_stand_and_what()
    {
        var doc = Read(ConfigFormat.HaProxy, "global\n  log /dev/log local0 # c\nfrontend web\n\tbind :443 ssl crt \"/a b\"\n\tbind :80\n\t#bind :81\n");
        Assert.Equal(["global", "frontend"], doc.Statements.Select(static s => s.Name));
        var bind = doc.Find("frontend web", "bind")!;
        Assert.Equal(("bind", ":443 ssl crt \"/a b\"", new Position(4, 2), false, false), (bind.Name, bind.Raw, bind.At, bind.IsSection, bind.IsCommentedOut));
        Assert.Equal([":443", "ssl", "crt", "/a b"], bind.Arguments);
        Assert.Equal(["frontend web"], bind.Section);
        Assert.Equal(2, doc.All("frontend web", "bind").Length);
        Assert.Equal("ssl crt \"/a b\"", doc.Value("frontend web", "bind :443"));
        Assert.Equal("web", Assert.Single(doc.Sections("frontend")).Value);
        Assert.Null(doc.Find("frontend other", "bind"));
        var commented = Assert.Single(doc.CommentedOut("frontend web", "bind"));
        Assert.Equal((true, ":81", new Position(6, 2)), (commented.IsCommentedOut, commented.Value, commented.At));
    }

    [Fact]
    public void The_setting_that_counts_is_the_one_that_the_product_takes()
    {
        Assert.Equal("2", Read(ConfigFormat.KeyValue, "port 1\nPORT 2\n").Value("port"));
        Assert.Equal("it's", Read(ConfigFormat.PostgreSql, "A = 'it''s' # c\n").Value("a"));
        Assert.Equal("2", Read(ConfigFormat.Ini, "[m]\nssl-ca=1\n[m]\nssl_ca = 2 # c\n").Value("m", "ssl-ca"));
        Assert.Equal("", Read(ConfigFormat.Ini, "[m]\nskip-networking\n").Value("m", "skip_networking"));
        Assert.Equal("a b", Read(ConfigFormat.Mosquitto, "pid_file a b\n").Value("pid_file"));
        Assert.Equal("host", Read(ConfigFormat.PgHba, "host a all all md5\nlocal a all peer\n").Statements[0].Name);
        Assert.Equal("a\tb", Read(ConfigFormat.Properties, "k: a\\tb\n").Value("k"));
        Assert.Equal("$x y", Read(ConfigFormat.Env, "export A=\"\\$x y\"\n").Value("A"));
        Assert.Null(Read(ConfigFormat.RabbitMq, "# a = 1\n").Value("a"));
        Assert.Equal("/c", Read(ConfigFormat.Nats, "tls { cert_file: \"/c\" }\n").Value("tls", "cert_file"));
        Assert.Equal(["Tls12", "Tls13"], Read(ConfigFormat.Json, "{\"K\": {\"P\": [\"Tls12\", \"Tls13\"]}}").Find("k", "p")!.Arguments);
        Assert.Equal("444", Read(ConfigFormat.Nginx, "server { listen 443; server_name a; }\nserver { listen 444; server_name b c; }").Value("server", "[server_name=c]", "listen"));
    }

    [Fact]
    public void Files_that_are_brought_in_are_told()
    {
        Assert.Equal("/etc/x.conf", Assert.Single(Read(ConfigFormat.KeyValue, "include /etc/x.conf\n").Includes).Value);
        Assert.Equal(["!includedir", "!include"], Read(ConfigFormat.Ini, "!includedir /a/\n[m]\nx=1\n!include /b\n").Includes.Select(static s => s.Name));
        Assert.Equal(["/etc/nginx/mime.types"], Read(ConfigFormat.Nginx, "http {\n include /etc/nginx/mime.types;\n}").Includes.Select(static s => s.Value));
        Assert.Equal("conf.d", Assert.Single(Read(ConfigFormat.PostgreSql, "include_dir = 'conf.d'\n").Includes).Value);
    }

    private static StatementDocument Read(ConfigFormat format, string text)
    {
        var result = StatementReader.Read(format, "f", text);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    [GeneratedRegex("```conf\n(?<conf>.*?)```\n```text\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
