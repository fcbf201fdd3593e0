using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki;

namespace Linkseal.Runtime.Authority;

/// <summary>Reads passphrases from where the description says: the first line of a file, or an environment variable. The only place that reads the environment.</summary>
internal static class PassphraseReader
{
    // A passphrase is a line that somebody typed; a device or a disk image named by mistake must not be read to its end.
    private const int Limit = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The passphrase; an error where it is not there, empty, or no text.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="purpose">What it opens, for messages: <c>the key of authority internal</c>.</param>
    public static Result<Passphrase> Read(PassphraseSource source, string purpose) =>
        source.File is { } file ? FromFile(file, purpose) : FromVariable(source.Variable ?? "", purpose);

    private static Result<Passphrase> FromVariable(string variable, string purpose) => Environment.GetEnvironmentVariable(variable) switch
    {
        null => Result.With<Passphrase>(null, [PassphraseDiagnostics.VariableUnset(variable, purpose)]),
        "" => Result.With<Passphrase>(null, [PassphraseDiagnostics.Empty($"the environment variable {variable}", purpose)]),
        var value => Result.Ok(new Passphrase(value)),
    };

    private static Result<Passphrase> FromFile(string file, string purpose)
    {
        var buffer = new byte[Limit];
        try
        {
            int length;
            using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)) length = stream.ReadAtLeast(buffer, Limit, throwOnEndOfStream: false);

            var line = FirstLine(buffer.AsSpan(0, length));
            return line.IsEmpty
                ? Result.With<Passphrase>(null, [PassphraseDiagnostics.Empty($"the first line of {file}", purpose)])
                : Result.Ok(new Passphrase(Strict.GetString(line)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Result.With<Passphrase>(null, [PassphraseDiagnostics.FileUnreadable(file, purpose, Reason(e))]);
        }
        catch (DecoderFallbackException)
        {
            return Result.With<Passphrase>(null, [PassphraseDiagnostics.Text(file, purpose)]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // The byte order mark that editors of other systems write belongs to the file, not to the passphrase.
    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        var end = content.IndexOf((byte)'\n');
        return (end < 0 ? content : content[..end]).TrimEnd((byte)'\r');
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        UnauthorizedAccessException => "no permission, or it is a folder",
        _ => e.Message,
    };
}
