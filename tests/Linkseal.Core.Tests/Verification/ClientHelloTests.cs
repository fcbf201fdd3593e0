using System.Buffers.Binary;
using System.Text;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Tests.Verification;

public sealed class ClientHelloTests
{
    private static readonly byte[] Random32 = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    public static TheoryData<string> Hellos => ["1.0", "1.1", "weak"];

    [Theory]
    [MemberData(nameof(Hellos))]
    public void Every_length_in_it_is_right(string which)
    {
        var hello = Of(which);
        var record = hello.Encode("db.internal", Random32);
        Assert.Equal([22, 3, 1], record[..3]);
        var handshake = Sized(record.AsSpan(3), 2, out var after);
        Assert.Equal(0, after.Length);
        Assert.Equal(1, handshake[0]);
        var body = Sized(handshake[1..], 3, out after);
        Assert.Equal(0, after.Length);
        Assert.Equal(hello.Version, BinaryPrimitives.ReadUInt16BigEndian(body));
        Assert.Equal(Random32, body[2..34]);
        Assert.Equal(0, Sized(body[34..], 1, out var rest).Length);
        var suites = Sized(rest, 2, out rest).ToArray();
        Assert.Equal(hello.Suites, suites.Chunk(2).Select(static s => (s[0] << 8) | s[1]));
        Assert.Equal([0], Sized(rest, 1, out rest).ToArray());
        var extensions = Sized(rest, 2, out after);
        Assert.Equal(0, after.Length);
        Assert.Equal("db.internal", Encoding.ASCII.GetString(Extensions(extensions)[0][5..]));
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("fd00::7")]
    [InlineData("")]
    public void An_address_has_no_place_in_the_name_that_is_asked_for(string name) => Assert.DoesNotContain(0, Extensions(Of("1.0"), name).Keys);

    [Fact]
    public void Signature_algorithms_are_said_only_where_the_version_knows_them()
    {
        Assert.DoesNotContain(13, Extensions(Of("1.0"), "db").Keys);
        Assert.Contains(13, Extensions(Of("weak"), "db").Keys);
    }

    [Fact]
    public void Every_weak_suite_has_its_words() => Assert.All(ClientHello.Weak.Suites, static s => Assert.DoesNotContain("0x", ClientHello.SuiteName(s), StringComparison.Ordinal));

    [Fact]
    public void A_server_that_goes_on_has_chosen_version_and_suite() =>
        Assert.Equal(new HelloAnswer.Accepted(0x0301, 0xc013), HelloAnswer.Read(ServerHello(0x0301, 0xc013, session: 32), ended: false));

    [Fact]
    public void Until_its_answer_is_whole_more_is_needed()
    {
        var answer = ServerHello(0x0301, 0xc013, session: 32);
        for (var length = 0; length < 78; length++) Assert.Null(HelloAnswer.Read(answer.AsSpan(0, length), ended: false));
    }

    [Fact]
    public void An_alert_is_a_refusal_with_its_name()
    {
        var refused = Assert.IsType<HelloAnswer.Refused>(HelloAnswer.Read([21, 3, 1, 0, 2, 2, 70], ended: false));
        Assert.Equal("alert 70 protocol_version", refused.Alert!.ToString());
        Assert.Equal(new HelloAnswer.Refused(null), HelloAnswer.Read([], ended: true));
    }

    [Fact]
    public void A_warning_is_no_refusal_the_handshake_goes_on_after_it()
    {
        // unrecognized_name as a warning (RFC 6066 §3), then the server's hello.
        byte[] warning = [21, 3, 1, 0, 2, 1, 112];
        Assert.Null(HelloAnswer.Read(warning, ended: false));
        Assert.IsType<HelloAnswer.Accepted>(HelloAnswer.Read([.. warning, .. ServerHello(0x0302, 0xc014, session: 0)], ended: false));
        Assert.Equal(70, Assert.IsType<HelloAnswer.Refused>(HelloAnswer.Read([.. warning, 21, 3, 1, 0, 2, 2, 70], ended: false)).Alert!.Code);
        Assert.IsType<HelloAnswer.Refused>(HelloAnswer.Read(warning, ended: true));
        Assert.Equal(0, Assert.IsType<HelloAnswer.Refused>(HelloAnswer.Read([21, 3, 1, 0, 2, 1, 0], ended: false)).Alert!.Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("-ERR unknown\r\n")]
    public void Plaintext_is_no_TLS(string text) => Assert.IsType<HelloAnswer.Alien>(HelloAnswer.Read(Encoding.ASCII.GetBytes(text), ended: false));

    [Fact]
    public void What_a_server_of_TLS_1_2_says_in_the_clear_holds_its_certificates()
    {
        var flight = ServerFlight.Read(Flight(90))!;
        Assert.Equal((0xc02f, 2), (flight.Suite, flight.Certificates.Length));
        Assert.Equal([[1, 2, 3], [4, 5]], flight.Certificates.Select(static c => c.ToArray()));
        // Spread over records of any size; cut off anywhere.
        for (var size = 1; size < 60; size++) Assert.Equal(2, ServerFlight.Read(Flight(size))!.Certificates.Length);
        var whole = Flight(7);
        for (var length = 0; length < whole.Length; length++) _ = ServerFlight.Read(whole.AsSpan(0, length));
        Assert.Null(ServerFlight.Read([]));
        Assert.Null(ServerFlight.Read("HTTP/1.1 400 Bad Request\r\n"u8));
    }

    private static byte[] Flight(int size)
    {
        var hello = ServerHello(0x0303, 0xc02f, session: 32)[5..];
        byte[] messages = [.. hello, 11, 0, 0, 14, 0, 0, 11, 0, 0, 3, 1, 2, 3, 0, 0, 2, 4, 5, 13, 0, 0, 0];
        return [.. messages.Chunk(size).SelectMany(static part => (byte[])[22, 3, 3, 0, (byte)part.Length, .. part]), 21, 3, 3, 0, 2, 2, 40];
    }

    private static ClientHello Of(string which) => which switch { "1.0" => ClientHello.Tls10, "1.1" => ClientHello.Tls11, _ => ClientHello.Weak };

    private static byte[] ServerHello(int version, int suite, byte session)
    {
        byte[] body = [(byte)(version >> 8), (byte)version, .. new byte[32], session, .. new byte[session], (byte)(suite >> 8), (byte)suite, 0];
        byte[] handshake = [2, 0, 0, (byte)body.Length, .. body];
        return [22, 3, 1, 0, (byte)handshake.Length, .. handshake];
    }

    private static Dictionary<int, byte[]> Extensions(ClientHello hello, string name)
    {
        var record = hello.Encode(name, Random32).AsSpan();
        return Extensions(record[(5 + 4 + 2 + 32 + 1 + 2 + (2 * hello.Suites.Length) + 2 + 2)..]);
    }

    private static Dictionary<int, byte[]> Extensions(ReadOnlySpan<byte> bytes)
    {
        Dictionary<int, byte[]> found = [];
        while (!bytes.IsEmpty)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            found[type] = Sized(bytes[2..], 2, out bytes).ToArray();
        }

        return found;
    }

    private static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> bytes, int digits, out ReadOnlySpan<byte> rest)
    {
        var length = 0;
        foreach (var b in bytes[..digits]) length = (length << 8) | b;
        rest = bytes[(digits + length)..];
        return bytes.Slice(digits, length);
    }
}
