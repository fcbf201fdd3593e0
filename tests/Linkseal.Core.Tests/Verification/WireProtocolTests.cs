using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Tests.Verification;

public sealed class WireProtocolTests
{
    // What is right after one byte may be wrong after two: PostgreSQL's S with something behind it (CVE-2021-23222).
    private static readonly string[] JudgedAsTheyCome = ["data before TLS"];

    // The end of the connection is the end of the answer: what is missing can't be seen.
    private static readonly string[] WithoutLength = ["Go on a TLS port", "data before TLS"];

    public static TheoryData<string, string, string> Names
    {
        get
        {
            TheoryData<string, string, string> names = [];
            foreach (var (protocol, phase, name, _, _) in WireAnswers.All) names.Add(protocol, phase, name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_server_answers_is_understood(string protocol, string phase, string name)
    {
        var (answer, verdict) = Answer(protocol, phase, name);
        Assert.Equal(verdict, WireTalk.Text(WireTalk.Of(WireTalk.Phase(protocol, phase), [answer]).Step));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_single_bytes_it_is_the_same(string protocol, string phase, string name)
    {
        if (JudgedAsTheyCome.Contains(name)) return;
        var (answer, verdict) = Answer(protocol, phase, name);
        var single = WireTalk.Of(WireTalk.Phase(protocol, phase), [.. answer.Select(static b => new[] { b })]).Step;
        // Of what is no answer of the protocol at all, less is known after the first byte.
        if (verdict.StartsWith("Alien", StringComparison.Ordinal)) Assert.IsType<WireStep.Alien>(single);
        else Assert.Equal(verdict, WireTalk.Text(single));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_that_breaks_off_lets_nobody_in(string protocol, string phase, string name)
    {
        var (answer, verdict) = Answer(protocol, phase, name);
        if (WithoutLength.Contains(name)) return;
        for (var length = 1; length < answer.Length; length++)
        {
            // Where a part of the answer decides, it decides as the whole does.
            var step = WireTalk.Of(WireTalk.Phase(protocol, phase), [answer[..length]]).Step;
            if (step is WireStep.Admitted or WireStep.StartTls && WireTalk.Text(step) != verdict) Assert.Fail($"after {length} of {answer.Length} bytes: {WireTalk.Text(step)}");
        }
    }

    [Fact]
    public void An_end_without_a_byte_is_never_an_admission()
    {
        foreach (var protocol in WireProtocols.Words.Where(static w => !WireProtocols.Find(w)!.AsksNothing))
        {
            foreach (var phase in (string[])["open", "ask", "plain"])
            {
                var step = WireTalk.Of(WireTalk.Phase(protocol, phase), []).Step;
                Assert.True(step is null or WireStep.StartTls, $"{protocol} {phase}: {WireTalk.Text(step)}");
            }
        }
    }

    [Fact]
    public void Random_splits_change_nothing()
    {
        var rows = WireAnswers.All.Where(static r => !JudgedAsTheyCome.Contains(r.Name) && !r.Verdict.StartsWith("Alien", StringComparison.Ordinal)).ToArray();
        var cuts = Gen.ListOf(Gen.Choose(1, 40));
        Prop.ForAll(Gen.Elements(rows).SelectMany(row => cuts.Select(c => (Row: row, Cuts: c))).ToArbitrary(), static test =>
        {
            List<byte[]> pieces = [];
            var rest = test.Row.Answer;
            foreach (var cut in test.Cuts.TakeWhile(_ => rest.Length > 0))
            {
                pieces.Add(rest[..Math.Min(cut, rest.Length)]);
                rest = rest[Math.Min(cut, rest.Length)..];
            }

            pieces.Add(rest);
            Assert.Equal(test.Row.Verdict, WireTalk.Text(WireTalk.Of(WireTalk.Phase(test.Row.Protocol, test.Row.Phase), pieces).Step));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_said_is_what_the_protocols_documentation_shows()
    {
        Assert.Equal("PING\r\n", Said("redis"));
        Assert.Equal("version\r\n", Said("memcached"));
        Assert.Equal("AMQP\0\0\u0009\u0001", Said("amqp"));
        Assert.Equal("GET / HTTP/1.1\r\nHost: db.internal\r\nUser-Agent: linkseal-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n", Said("https"));
        Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0", Said("grpc"));
        Assert.Equal("\0\0\0\u0008\u0004\u00d2\u0016\u002f", Encoding.Latin1.GetString(WireTalk.Of(WireTalk.Phase("postgresql", "open")).Sent[0]));
        Assert.Equal("\0\0\0D\0\u0003\0\0user\0web\0database\0postgres\0application_name\0linkseal-probe\0\0", Said("postgresql"));
        Assert.Equal("\u0010\u001a\0\u0004MQTT\u0004\u0002\0\u003c\0\u000elinkseal-probe", Said("mqtt"));
        Assert.Equal("\u0010\u001b\0\u0004MQTT\u0005\u0002\0\u003c\0\0\u000elinkseal-probe", Said("mqtt5"));
        Assert.Equal("2\u0014\0\u000f$linkseal/probe\0\u0001\0", Encoding.Latin1.GetString(WireTalk.Of(WireTalk.Phase("mqtt5", "ask"), [[0x20, 3, 0, 0, 0]]).Sent[1]));
        Assert.Equal("\0\0\0\u0018\0\u0012\0\0\0\0\u006c\u0073\0\u000elinkseal-probe", Said("kafka"));
        Assert.StartsWith("CONNECT {\"verbose\":false,", Said("nats"), StringComparison.Ordinal);
        Assert.EndsWith("}\r\nPING\r\n", Said("nats"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_in_a_request_is_written_as_URLs_write_it()
    {
        var sent = WireTalk.Of(static s => WireProtocols.Find("https")!.Ask(s, new("fd00::7", "web") { Path = "/v2/" })).Sent[0];
        Assert.StartsWith("GET /v2/ HTTP/1.1\r\nHost: [fd00::7]\r\n", Encoding.ASCII.GetString(sent), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_offers_older_protocols_for_ever_is_no_PostgreSQL()
    {
        var offer = WireAnswers.Postgres('v', 0, 3, 0, 0, 0, 0, 0, 0);
        byte[] flood = [.. Enumerable.Repeat(offer, 256 * 1024 / offer.Length).SelectMany(static o => o)];
        Assert.IsType<WireStep.Alien>(WireTalk.Of(WireTalk.Phase("postgresql", "ask"), [flood]).Step);
    }

    [Theory]
    [InlineData("https")]
    [InlineData("nats")]
    [InlineData("redis")]
    [InlineData("memcached")]
    public void A_line_without_an_end_is_not_read_for_ever(string protocol)
    {
        var flood = WireAnswers.Bytes((protocol is "https" ? "HTTP/1.1 200 OK" : "+OK") + new string('a', 70_000));
        Assert.IsType<WireStep.Alien>(WireTalk.Phase(protocol, "ask")(new(flood, 1)));
    }

    [Fact]
    public void Of_bare_TLS_the_connection_that_stays_open_is_all_there_is()
    {
        Assert.Equal("Admitted: the connection stays open", WireTalk.Text(WireTalk.Phase("tls", "ask")(new(ReadOnlyMemory<byte>.Empty, 0))));
        Assert.Equal("Admitted: it answers \"220 mail ESMTP\"", WireTalk.Text(WireTalk.Phase("tls", "ask")(new("220 mail ESMTP\r\n"u8.ToArray(), 0))));
        Assert.Equal("Unclear: nothing is known of what it understands in plaintext", WireTalk.Text(WireTalk.Phase("tls", "plain")(new(ReadOnlyMemory<byte>.Empty, 0))));
        Assert.Equal("Refused: the connection is closed", WireTalk.Text(WireTalk.Phase("tls", "plain")(new(ReadOnlyMemory<byte>.Empty, 0, Ended: true))));
        Assert.Equal("Admitted: it says in plaintext \"220 mail ESMTP\"", WireTalk.Text(WireTalk.Phase("tls", "plain")(new("220 mail ESMTP\r\n"u8.ToArray(), 0))));
    }

    [Fact]
    public void Every_word_of_an_endpoint_has_its_protocol_and_an_unknown_one_is_bare_TLS()
    {
        Assert.All(WireProtocols.Words, static w => Assert.Same(WireProtocols.Find(w), WireProtocols.Of(w)));
        Assert.Equal("tls", WireProtocols.Of("ldaps").Name);
        Assert.Null(WireProtocols.Find("ldaps"));
        Assert.Equal("redis", WireProtocols.Of("REDISS").ToString());
        Assert.Equal(["mysql", "nats"], WireProtocols.Words.Select(static w => WireProtocols.Of(w)).Where(static p => p.ServerSpeaksFirst).Select(static p => p.Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Said(string protocol) => Encoding.Latin1.GetString(WireTalk.Of(WireTalk.Phase(protocol, "ask"), []).Sent[0]);

    private static (byte[] Answer, string Verdict) Answer(string protocol, string phase, string name) =>
        WireAnswers.All.Where(r => r.Protocol == protocol && r.Phase == phase && r.Name == name).Select(static r => (r.Answer, r.Verdict)).Single();
}
