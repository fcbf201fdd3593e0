using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Reading;

/// <summary>Reads what people bring: PEM among any text, DER, PKCS#7, PKCS#12. Never throws for bad content; every problem is a diagnostic.</summary>
public static class MaterialReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="bytes">Its content; may hold keys: the caller clears it.</param>
    /// <param name="passphrase">Opens what is encrypted; ignored for what is not; null: none was given.</param>
    public static Material Read(string file, ReadOnlyMemory<byte> bytes, Passphrase? passphrase = null)
    {
        var material = new MaterialBuilder(file);
        var text = AsUtf8(bytes.Span, out var loose);
        try
        {
            if (IsBlank(text ?? bytes.Span)) material.Add(MaterialDiagnostics.Empty(file));
            else if (!ReadPem(file, text ?? bytes.Span, loose, passphrase, material)) ReadDer(file, bytes, passphrase, material);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }

        return material.Build();
    }

    private static bool ReadPem(string file, ReadOnlySpan<byte> text, bool loose, Passphrase? passphrase, MaterialBuilder material)
    {
        var blocks = PemScanner.Scan(text, out var untidy);
        if (blocks.IsEmpty) return false;
        material.Encoding = loose || untidy ? MaterialEncoding.LoosePem : MaterialEncoding.Pem;
        var others = new List<PemBlock>();
        foreach (var block in blocks)
        {
            using (block)
            {
                if (!PemBlockReader.Read(file, block, passphrase?.Reveal(), material)) others.Add(block);
            }
        }

        if (material.IsEmpty) material.Add(PemBlockReader.Instead(file, others));
        return true;
    }

    private static void ReadDer(string file, ReadOnlyMemory<byte> bytes, Passphrase? passphrase, MaterialBuilder material)
    {
        var kind = DerKinds.Of(bytes);
        material.Encoding = kind switch
        {
            DerKind.Unknown => MaterialEncoding.Unknown,
            DerKind.Pkcs7 => MaterialEncoding.Pkcs7,
            DerKind.Pkcs12 => MaterialEncoding.Pkcs12,
            _ => MaterialEncoding.Der,
        };
        DerContentReader.Read(file, kind, bytes, null, passphrase?.Reveal(), material);
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAnyExcept(" \t\r\n\0"u8) < 0 || bytes.SequenceEqual(Encoding.UTF8.Preamble);

    // Windows tools write UTF-16 when their output is redirected; null: it is not that.
    private static byte[]? AsUtf8(ReadOnlySpan<byte> bytes, out bool loose)
    {
        var encoding = bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode : null;
        loose = encoding is not null;
        return encoding is null ? null : Encoding.Convert(encoding, Encoding.UTF8, bytes[2..].ToArray());
    }
}
