using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;

namespace Linkseal.Dialects;

/// <summary>A certificate's subject as one text, as products compare it.</summary>
internal static partial class SubjectText
{
    /// <summary>RFC 2253: the name's last part first, <c>CN=web,O=Shop</c>.</summary>
    public static string Rfc2253(SubjectName name) => string.Join(',', ((ReadOnlySpan<(string, string?)>)
    [
        ("CN", name.CommonName), ("OU", name.Unit), ("O", name.Organization), ("L", name.Locality), ("ST", name.State), ("C", name.Country),
    ]).ToArray().Where(static p => p.Item2 is not null).Select(static p => $"{p.Item1}={Escaped(p.Item2!)}"));

    /// <summary>The same as OpenSSL writes it (XN_FLAG_RFC2253): each byte beyond ASCII as <c>\C3</c>.</summary>
    public static string OpenSsl(SubjectName name)
    {
        var text = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(Rfc2253(name)))
        {
            if (one < 0x80) text.Append((char)one);
            else text.Append(CultureInfo.InvariantCulture, $"\\{one:X2}");
        }

        return text.ToString();
    }

    private static string Escaped(string value)
    {
        var text = SpecialCharacter().Replace(value, @"\$0");
        if (text.EndsWith(' ')) text = text[..^1] + "\\ ";
        return text.StartsWith('#') || text.StartsWith(' ') ? "\\" + text : text;
    }

    [GeneratedRegex("""[,+"\\<>;]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpecialCharacter();
}
