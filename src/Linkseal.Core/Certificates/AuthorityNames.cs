namespace Linkseal.Core.Certificates;

/// <summary>How a generated authority is known again by its name alone, when nothing else of it is left: <c>shop authority 2</c>, <c>shop authority intermediate 2</c>.</summary>
public static class AuthorityNames
{
    private const string Intermediate = " intermediate";

    /// <summary>True when the certificate says that an authority of this description signed it, whatever its generation. Names prove nothing: anybody can write them.</summary>
    /// <param name="authority">A generated one; of others it is never true.</param>
    /// <param name="certificate">A leaf, an intermediate or the root itself.</param>
    public static bool Signed(AuthoritySpec authority, CertificateFacts certificate)
    {
        if (authority.Source is not AuthoritySource.Generated generated || CommonName(certificate.Issuer) is not { } issuer) return false;
        var space = issuer.LastIndexOf(' ');
        if (space < 1 || !issuer.AsSpan(space + 1).ContainsOnlyDigits()) return false;

        var name = issuer[..space];
        if (name.EndsWith(Intermediate, StringComparison.Ordinal)) name = name[..^Intermediate.Length];
        var described = generated.Subject.CommonName is { Length: > 0 } given ? given : $"{authority.Name} authority";
        // A long name was cut to what RFC 5280 allows: 64 with the number.
        return name == described || (issuer.Length > 60 && described.StartsWith(name, StringComparison.Ordinal));
    }

    // From the text form, most specific part first: "CN=shop authority 1, O=Shop", with \ before what would end it.
    private static string? CommonName(string name)
    {
        if (!name.StartsWith("CN=", StringComparison.Ordinal)) return null;
        var value = new System.Text.StringBuilder();
        for (var i = 3; i < name.Length && name[i] is not (',' or '+'); i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length) i++;
            value.Append(name[i]);
        }

        return value.ToString();
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
