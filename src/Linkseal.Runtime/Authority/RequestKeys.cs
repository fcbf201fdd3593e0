using System.Security.Cryptography;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>Keys that wait in the state for the answer of a CA: <c>requests/LEAF.key</c>, <c>0600</c>.</summary>
internal sealed class RequestKeys(StateFolder state)
{
    /// <summary>The key that waits for a leaf, or a new one where there is none yet or the description asks for another kind. The caller owns it.</summary>
    public PrivateKey Get(LeafSpec leaf)
    {
        if (Read(leaf.Name) is { } waiting)
        {
            if (waiting.Algorithm == KindOf(leaf.Key)) return waiting;
            waiting.Dispose();
        }

        var key = PrivateKey.Generate(leaf.Key);
        var content = key.ToPem();
        try
        {
            state.EnsureFolder(state.Requests);
            state.Disk.Replace(FileOf(leaf.Name), content, state.FileAccess);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }

        return key;
    }

    /// <summary>The key that waits for a leaf; null: none. The caller owns it.</summary>
    /// <exception cref="EnvironmentException">The file is there and holds no key: a new one would make the CA's answer useless.</exception>
    public PrivateKey? Read(string leaf)
    {
        var file = FileOf(leaf);
        if (state.Disk.Look(file).Kind == FileKind.Missing) return null;
        using var content = KeyBytes.Read(state.Disk, file);
        var material = MaterialReader.Read(file, content.Memory);
        if (material.Keys.Length == 1) return material.Keys[0];
        material.Dispose();
        throw new EnvironmentException($"{file} does not hold one private key: put it back from a backup, or delete it and ask for the certificate of {leaf} again");
    }

    private string FileOf(string leaf) => Path.Combine(state.Requests, leaf + ".key");

    private static string KindOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => "ECDSA P-256",
        KeyAlgorithm.EcdsaP384 => "ECDSA P-384",
        KeyAlgorithm.EcdsaP521 => "ECDSA P-521",
        KeyAlgorithm.Rsa2048 => "RSA 2048",
        KeyAlgorithm.Rsa3072 => "RSA 3072",
        KeyAlgorithm.Rsa4096 => "RSA 4096",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What can be wrong with asking for certificates.</summary>
internal static class RequestDiagnostics
{
    public static Diagnostic NothingToRequest() =>
        new("LS1463", Severity.Error, "nothing to request: no certificate of this platform is to come from a CA that is not Linkseal's")
        {
            Hint = "name the folder for the answers: authority: { certificates: ./certs }",
        };
}
