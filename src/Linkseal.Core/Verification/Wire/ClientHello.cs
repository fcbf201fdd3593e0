using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>What an old or weak client would say: hand-written, because today's libraries refuse to (RFC 5246 §7.4.1.2, RFC 2246).</summary>
/// <param name="Version">The highest version that it speaks: 0x0301 is TLS 1.0, 0x0302 TLS 1.1, 0x0303 TLS 1.2.</param>
/// <param name="Suites">The cipher suites that it offers.</param>
/// <param name="Question">What is asked with it, for people.</param>
public sealed record ClientHello(int Version, ImmutableArray<int> Suites, string Question)
{
    // What clients of that time offered: with and without forward secrecy, RSA and ECDSA certificates.
    private static readonly ImmutableArray<int> OldSuites = [0xc00a, 0xc009, 0xc014, 0xc013, 0x0039, 0x0033, 0x0035, 0x002f, 0xc008, 0xc012, 0x000a];

    // NULL, EXPORT, RC4, DES, 3DES, anonymous: what RFC 9325 §4.1 and RFC 7465 forbid.
    private static readonly ImmutableArray<int> WeakSuites =
        [0xc006, 0xc010, 0x003b, 0x0002, 0x0001, 0xc007, 0xc011, 0x0005, 0x0004, 0xc008, 0xc012, 0x0016, 0x000a, 0x0009, 0x0003, 0x0008, 0xc018, 0xc019, 0x0034, 0x003a, 0x00a6, 0x00a7];

    /// <summary>TLS 1.0 and nothing newer.</summary>
    public static ClientHello Tls10 { get; } = new(0x0301, OldSuites, "TLS 1.0");

    /// <summary>TLS 1.1 and nothing newer.</summary>
    public static ClientHello Tls11 { get; } = new(0x0302, OldSuites, "TLS 1.1");

    /// <summary>TLS 1.2 with cipher suites that protect nothing.</summary>
    public static ClientHello Weak { get; } = new(0x0303, WeakSuites, "NULL, export, RC4, DES, 3DES and anonymous cipher suites");

    /// <summary>The record to send.</summary>
    /// <param name="serverName">The name for SNI (RFC 6066 §3); an address is left out, as it has no place there.</param>
    /// <param name="random">32 random bytes.</param>
    public byte[] Encode(string serverName, ReadOnlySpan<byte> random)
    {
        List<byte> extensions = [];
        if (!System.Net.IPAddress.TryParse(serverName, out _) && serverName.Length is > 0 and < 256)
        {
            var name = Encoding.ASCII.GetBytes(serverName);
            Extension(extensions, 0, [.. Two(name.Length + 3), 0, .. Two(name.Length), .. name]);
        }

        // secp256r1, secp384r1, secp521r1; uncompressed points.
        Extension(extensions, 10, [0, 6, 0, 23, 0, 24, 0, 25]);
        Extension(extensions, 11, [1, 0]);
        if (Version >= 0x0303) Extension(extensions, 13, [0, 16, 4, 3, 5, 3, 6, 3, 4, 1, 5, 1, 6, 1, 2, 3, 2, 1]);
        Extension(extensions, 0xff01, [0]);

        byte[] suites = [.. Suites.SelectMany(Two)];
        byte[] body = [.. Two(Version), .. random, 0, .. Two(suites.Length), .. suites, 1, 0, .. Two(extensions.Count), .. extensions];
        byte[] handshake = [1, 0, .. Two(body.Length), .. body];
        return [22, 3, 1, .. Two(handshake.Length), .. handshake];
    }

    /// <summary>The name of a cipher suite that <see cref="Weak"/> offers, else its number.</summary>
    public static string SuiteName(int suite) => suite switch
    {
        0xc006 or 0xc010 or 0x003b or 0x0002 or 0x0001 => "a NULL suite, without encryption",
        0xc007 or 0xc011 or 0x0005 or 0x0004 => "an RC4 suite",
        0xc008 or 0xc012 or 0x0016 or 0x000a => "a 3DES suite",
        0x0009 => "a DES suite",
        0x0003 or 0x0008 => "an export suite",
        0xc018 or 0xc019 or 0x0034 or 0x003a or 0x00a6 or 0x00a7 => "an anonymous suite, without a certificate",
        _ => "suite 0x" + suite.ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static void Extension(List<byte> to, int type, byte[] content) => to.AddRange([.. Two(type), .. Two(content.Length), .. content]);

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];
}

/// <summary>What a server answers to a <see cref="ClientHello"/>.</summary>
public abstract record HelloAnswer
{
    private HelloAnswer()
    {
    }

    /// <summary>It goes on with the handshake: it speaks this.</summary>
    /// <param name="Version">The version that it chose.</param>
    /// <param name="Suite">The cipher suite that it chose.</param>
    public sealed record Accepted(int Version, int Suite) : HelloAnswer;

    /// <summary>It refuses.</summary>
    /// <param name="Alert">With this alert; null: it closed the connection.</param>
    public sealed record Refused(TlsAlert? Alert) : HelloAnswer;

    /// <summary>It answers something that is no TLS.</summary>
    /// <param name="Evidence">What.</param>
    public sealed record Alien(string Evidence) : HelloAnswer;

    /// <summary>Reads what has come so far; null: more is needed.</summary>
    /// <param name="received">All bytes received.</param>
    /// <param name="ended">True: no more will come.</param>
    public static HelloAnswer? Read(ReadOnlySpan<byte> received, bool ended)
    {
        if (received.IsEmpty) return ended ? new Refused(null) : null;
        if (received[0] is not (21 or 22)) return new Alien(Answer.Shown(received));
        if (received.Length >= 2 && received[1] != 3) return new Alien(Answer.Shown(received));
        if (received[0] == 21)
        {
            if (received.Length < 7) return ended ? new Refused(null) : null;
            // After a warning, as that the name is not known (RFC 6066 §3), the handshake goes on.
            const byte Warning = 1, Closing = 0;
            return received[5] == Warning && received[6] != Closing && received[3] == 0 && received[4] == 2 ? Read(received[7..], ended) : new Refused(new(received[6]));
        }

        // Record header (5), handshake header (4), version (2), random (32), session id.
        if (received.Length < 44) return ended ? new Alien(Answer.Shown(received)) : null;
        if (received[5] != 2) return new Alien(Answer.Shown(received));
        var suite = 44 + received[43];
        if (received.Length < suite + 2) return ended ? new Alien(Answer.Shown(received)) : null;
        return new Accepted((received[9] << 8) | received[10], (received[suite] << 8) | received[suite + 1]);
    }
}
