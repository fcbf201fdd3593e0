using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Planning;

namespace Linkseal.Pki.Writing;

/// <summary>A leaf's material in the forms that products read.</summary>
public static class MaterialWriter
{
    /// <summary>The bytes of one file. For every form but <see cref="MaterialForm.Chain"/>, <see cref="MaterialForm.Certificate"/> and <see cref="MaterialForm.Intermediates"/> they hold the key: written <c>0600</c>, then cleared by the caller.</summary>
    /// <param name="form">Which part, how encoded.</param>
    /// <param name="name">The leaf's name: the entry's name within PKCS#12.</param>
    /// <param name="chain">Leaf first, then the intermediates, without the root.</param>
    /// <param name="key">The leaf's key; null only for the forms that hold none.</param>
    /// <param name="roots">For PKCS#12 and the combined form: roots that go in as well; empty: none.</param>
    /// <param name="passphrase">For PKCS#12; null: an empty one.</param>
    /// <exception cref="ArgumentNullException">The form holds a key and there is none.</exception>
    public static byte[] Write(
        MaterialForm form, string name, ImmutableArray<Certificate> chain, PrivateKey? key, ImmutableArray<Certificate> roots = default, Passphrase? passphrase = null)
    {
        ImmutableArray<Certificate> believed = roots.IsDefault ? [] : roots;
        return form switch
        {
            MaterialForm.Chain => Encoding.ASCII.GetBytes(PemText.Of(chain)),
            MaterialForm.Certificate => Encoding.ASCII.GetBytes(PemText.Of(chain.Take(1))),
            MaterialForm.Intermediates => Encoding.ASCII.GetBytes(PemText.Of(chain.Skip(1))),
            MaterialForm.Key => Needed(key, form).ToPem(),
            MaterialForm.ChainAndKey => Combined(chain, Needed(key, form), believed),
            MaterialForm.Pkcs12 => Pkcs12Writer.Write(name, chain, Needed(key, form), believed, passphrase ?? Passphrase.Empty),
            _ => throw new UnreachableException(),
        };
    }

    private static byte[] Combined(ImmutableArray<Certificate> chain, PrivateKey key, ImmutableArray<Certificate> roots)
    {
        var pem = key.ToPem();
        byte[] all = [.. Encoding.ASCII.GetBytes(PemText.Of(chain.Concat(roots))), .. pem];
        CryptographicOperations.ZeroMemory(pem);
        return all;
    }

    private static PrivateKey Needed(PrivateKey? key, MaterialForm form) => key ?? throw new ArgumentNullException(nameof(key), $"the form {form} holds a key");
}
