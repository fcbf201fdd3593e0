namespace Linkseal.Core.Certificates;

/// <summary>The kinds of key that Linkseal makes.</summary>
public enum KeyAlgorithm
{
    /// <summary>ECDSA on NIST P-256: the default.</summary>
    EcdsaP256,

    /// <summary>ECDSA on NIST P-384.</summary>
    EcdsaP384,

    /// <summary>ECDSA on NIST P-521.</summary>
    EcdsaP521,

    /// <summary>RSA, 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits.</summary>
    Rsa4096,
}

/// <summary>The spellings of <see cref="KeyAlgorithm"/> in <c>linkseal.yaml</c>.</summary>
public static class KeyAlgorithms
{
    private static readonly (string Text, KeyAlgorithm Value)[] Spellings =
    [
        ("ecdsa-p256", KeyAlgorithm.EcdsaP256),
        ("ecdsa-p384", KeyAlgorithm.EcdsaP384),
        ("ecdsa-p521", KeyAlgorithm.EcdsaP521),
        ("rsa-2048", KeyAlgorithm.Rsa2048),
        ("rsa-3072", KeyAlgorithm.Rsa3072),
        ("rsa-4096", KeyAlgorithm.Rsa4096),
    ];

    /// <summary>Every valid spelling, the default first.</summary>
    public static IEnumerable<string> Names => Spellings.Select(static s => s.Text);

    /// <summary>Reads a spelling; false where there is no such key.</summary>
    public static bool TryParse(string text, out KeyAlgorithm value)
    {
        foreach (var (spelling, algorithm) in Spellings)
        {
            if (string.Equals(spelling, text, StringComparison.Ordinal))
            {
                value = algorithm;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The spelling of a key kind.</summary>
    public static string Text(this KeyAlgorithm value) => Array.Find(Spellings, s => s.Value == value).Text;
}
