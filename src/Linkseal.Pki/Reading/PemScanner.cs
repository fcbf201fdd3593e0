using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Pki.Reading;

/// <summary>Finds PEM blocks among any other text. Works on bytes, so that no string ever holds a key.</summary>
internal ref struct PemScanner
{
    private readonly ReadOnlySpan<byte> _text;
    private int _next;
    private int _line;

    private PemScanner(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>True when a block had something before its BEGIN or END that other readers stumble over: spaces, a byte order mark.</summary>
    public bool Loose { get; private set; }

    /// <summary>Every block, whole or broken, in the file's order.</summary>
    /// <param name="text">The file's bytes.</param>
    /// <param name="loose">As <see cref="Loose"/>.</param>
    public static ImmutableArray<PemBlock> Scan(ReadOnlySpan<byte> text, out bool loose)
    {
        var scanner = new PemScanner(text);
        var blocks = ImmutableArray.CreateBuilder<PemBlock>();
        while (scanner.NextLine(out var line))
        {
            if (line.StartsWith("-----BEGIN "u8)) scanner.Block(line, blocks);
        }

        loose = scanner.Loose;
        return blocks.ToImmutable();
    }

    private void Block(ReadOnlySpan<byte> begin, ImmutableArray<PemBlock>.Builder blocks)
    {
        var at = new Position(_line, 1);
        if (!TryLabel(begin, "-----BEGIN "u8, out var label))
        {
            blocks.Add(new("", at, []) { Problem = "has a first line that does not end in -----" });
            return;
        }

        var legacy = false;
        var body = _next;
        var rewind = (_next, _line);
        while (NextLine(out var line))
        {
            if (line.StartsWith("-----BEGIN "u8)) break;
            if (line.StartsWith("-----END "u8))
            {
                blocks.Add(End(line, label, at, _text[body..rewind._next], legacy));
                return;
            }

            if (line.Contains((byte)':'))
            {
                legacy |= line.StartsWith("Proc-Type:"u8) && line.IndexOf("ENCRYPTED"u8) >= 0;
                body = _next;
            }
            else if (line.IndexOfAnyExcept(Base64Characters) is >= 0 and var column)
            {
                blocks.Add(new(label, at, []) { Problem = "has a line that is not base64", ProblemAt = new(_line, column + 1) });
                SkipToEnd();
                return;
            }

            rewind = (_next, _line);
        }

        (_next, _line) = rewind;
        blocks.Add(new(label, at, []) { Problem = $"has no line -----END {label}-----" });
    }

    private readonly PemBlock End(ReadOnlySpan<byte> line, string label, Position at, ReadOnlySpan<byte> body, bool legacy)
    {
        if (!TryLabel(line, "-----END "u8, out var end) || end != label)
            return new(label, at, []) { Problem = $"ends with another line than -----END {label}-----", ProblemAt = new(_line, 1) };

        // The decoder skips white space by itself.
        var data = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        var status = Base64.DecodeFromUtf8(body, data, out _, out var written);
        var exact = data[..written];
        CryptographicOperations.ZeroMemory(data);
        return status == System.Buffers.OperationStatus.Done
            ? new(label, at, exact) { LegacyEncrypted = legacy }
            : new(label, at, []) { Problem = "holds base64 that is cut short" };
    }

    private void SkipToEnd()
    {
        while (NextLine(out var line))
        {
            if (line.StartsWith("-----END "u8)) return;
        }
    }

    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_next >= _text.Length) return false;
        var rest = _text[_next..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var end = length < 0 ? rest.Length : length;
        var ending = length < 0 ? 0 : rest[length..].StartsWith("\r\n"u8) ? 2 : 1;
        _next += end + ending;
        _line++;
        line = rest[..end].TrimEnd(" \t"u8);
        var trimmed = line.StartsWith(Encoding.UTF8.Preamble) ? line[3..] : line;
        trimmed = trimmed.TrimStart(" \t"u8);
        if (trimmed.Length != line.Length && trimmed.StartsWith("-----"u8)) Loose = true;
        line = trimmed;
        return true;
    }

    private static bool TryLabel(ReadOnlySpan<byte> line, ReadOnlySpan<byte> start, out string label)
    {
        var ok = line.EndsWith("-----"u8) && line.Length > start.Length + 5;
        label = ok ? Encoding.Latin1.GetString(line[start.Length..^5]) : "";
        return ok;
    }

    private static readonly System.Buffers.SearchValues<byte> Base64Characters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);
}
