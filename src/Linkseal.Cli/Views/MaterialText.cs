using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Views;

/// <summary>What files and leaves are, in words.</summary>
internal static class MaterialText
{
    /// <summary>What a file holds.</summary>
    public static string Of(FileContent content) => content switch
    {
        FileContent.Bundle bundle => $"trust bundle ({bundle.Authority})",
        FileContent.KubernetesSecret secret => $"Secret {secret.Name} ({string.Join(", ", secret.Data.Select(static d => d.Key))})",
        FileContent.OfLeaf leaf => leaf.Form switch
        {
            MaterialForm.Chain => "chain",
            MaterialForm.Certificate => "certificate",
            MaterialForm.Key => "key",
            MaterialForm.ChainAndKey => "chain and key",
            MaterialForm.Intermediates => "intermediates",
            _ => "PKCS#12",
        },
        _ => "text",
    };

    /// <summary>What a leaf is for.</summary>
    public static string Of(Purposes purposes) => purposes switch
    {
        Purposes.Server => "server",
        Purposes.Client => "client",
        Purposes.None => "any use",
        _ => "server and client",
    };

    /// <summary>Where a leaf comes from.</summary>
    public static string Of(LeafSource source) => source switch
    {
        LeafSource.Made made => $"authority {made.Authority}",
        LeafSource.Brought brought => brought.Certificate,
        LeafSource.Found found => "found in " + found.Folder,
        LeafSource.Kept kept => "kept as it is: " + kept.Certificate,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
