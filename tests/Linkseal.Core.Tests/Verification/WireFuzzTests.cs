using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Tests.Verification;

/// <summary>A server may answer anything: no protocol throws, sends for ever or reads beyond the end.</summary>
public sealed class WireFuzzTests
{
    private static readonly ImmutableArray<byte[]> Pieces =
    [
        .. WireAnswers.All.Select(static r => r.Answer),
        .. WireAnswers.All.Where(static r => r.Answer.Length > 2).Select(static r => r.Answer[..(r.Answer.Length / 2)]),
        [], [0], [0xff], [0x20], [0x15, 3, 1, 0, 2, 2, 70], [0x16, 3, 3], [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], new byte[600],
        "\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "HTTP/1."u8.ToArray(), "HTTP/1.1 400"u8.ToArray(), "HTTP/1.1 999999999 x\r\n\r\n"u8.ToArray(), "INFO "u8.ToArray(), "INFO [[[[["u8.ToArray(), "INFO null\r\n"u8.ToArray(), "\n"u8.ToArray(), "S"u8.ToArray(), "E"u8.ToArray(), "R"u8.ToArray(), "v"u8.ToArray(), "\e[2J"u8.ToArray(),
        "Content-Length: 99999999999999999999\r\n"u8.ToArray(),
    ];

    private static Gen<byte[]> Noise => Gen.ListOf(Gen.Choose(0, 255)).Select(static b => b.Select(static i => (byte)i).ToArray());

    private static Gen<byte[]> Piece => Gen.OneOf(Gen.Elements<byte[]>(Pieces), Noise);

    private static Gen<Func<WireState, WireStep>> Phases => Gen.Elements(WireProtocols.Words.ToArray()).SelectMany(static w => Gen.Elements("open", "ask", "plain").Select(p => WireTalk.Phase(w, p)));

    [Fact]
    public void Whatever_comes_in_whatever_pieces_the_conversation_ends() =>
        Prop.ForAll(Phases.SelectMany(static phase => Gen.ListOf(Piece).Select(pieces => (Phase: phase, Pieces: pieces.ToArray()))).ToArbitrary(), static test =>
        {
            var talk = WireTalk.Of(test.Phase, test.Pieces);
            Shown(talk.Step);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void At_every_state_there_is_an_answer() =>
        Prop.ForAll(Phases.SelectMany(static phase => Gen.ListOf(Piece).SelectMany(bytes => Gen.Choose(0, 4).Select(sends => (Phase: phase, Bytes: bytes.SelectMany(static b => b).ToArray(), Sends: sends)))).ToArbitrary(), static test =>
        {
            Shown(test.Phase(new(test.Bytes, test.Sends)));
            Shown(test.Phase(new(test.Bytes, test.Sends, Ended: true)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Whatever_answers_a_hello_is_read()
    {
        byte[][] parts = [[22, 3, 3, 0, 44, 2, 0, 0, 40, 3, 3], [21, 3, 1, 0, 2, 2, 70], [21, 3, 3, 0, 2, 1, 112], [21, 3, 3, 0, 2, 1], [22, 3, 1, 0xff, 0xff], [22, 3, 3, 0, 14, 11, 0, 0, 10, 0, 0, 7, 0, 0, 4, 1, 2, 3, 4], [22, 3, 3, 0, 7, 11, 0, 0, 10, 0, 0xff, 0xff], new byte[40], [0xff]];
        Prop.ForAll(Gen.ListOf(Gen.OneOf(Gen.Elements(parts), Noise)).Select(static p => p.SelectMany(static b => b).ToArray()).ToArbitrary(), static bytes =>
        {
            _ = HelloAnswer.Read(bytes, ended: false);
            _ = ServerFlight.Read(bytes);
            Assert.NotNull(HelloAnswer.Read(bytes, ended: true));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Nothing_that_a_server_says_moves_the_terminals_cursor() =>
        Prop.ForAll(Gen.ListOf(Piece).Select(static p => p.SelectMany(static b => b).ToArray()).ToArbitrary(), static bytes =>
        {
            foreach (var text in (string[])[Answer.Shown(bytes), Answer.Text(bytes)]) Harmless(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void Shown(WireStep? step)
    {
        var text = WireTalk.Text(step);
        Harmless(text);
        Assert.True(text.Length < 700, text);
    }

    private static void Harmless(string text) => Assert.DoesNotContain(text.EnumerateRunes(), static r => Rune.IsControl(r) || Rune.GetUnicodeCategory(r) is System.Globalization.UnicodeCategory.Format);
}
