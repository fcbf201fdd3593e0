using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>One link to another broker, and the <c>connection</c> that opens it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Path">The file in which the connection stands; null: none has the callee's address.</param>
/// <param name="Key">The path of its section.</param>
/// <param name="Address">Where it dials, with the sealed port.</param>
internal sealed record MosquittoBridge(Link Link, string? Path, ImmutableArray<string> Key, string Address)
{
    /// <summary>Finds it by host: the port is what changes.</summary>
    public static MosquittoBridge Of(Link link, Component callee, MosquittoFiles files)
    {
        ImmutableArray<string> hosts = [.. link.Dialled, .. callee.Endpoints[0].At.OfType<DialAddress.Host>().Select(static h => h.Name), callee.Name];
        foreach (var (path, document) in files.Files)
        {
            foreach (var section in document.Sections("connection"))
            {
                // address and addresses are one word to it; several are tried in turn.
                var dialled = section.Statements.Where(static s => s.Name is "address" or "addresses").SelectMany(static s => s.Raw.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToList();
                if (dialled is not [var only] || !hosts.Contains(Host(only))) continue;
                return new(link, path, ["connection " + section.Value], $"{Host(only)}:{ConfigText.Text(callee.Endpoints[0].Port)}");
            }
        }

        return new(link, null, [], "");
    }

    /// <summary>How it is sealed.</summary>
    public IEnumerable<(string Path, Edit Edit)> Edits(ServerMaterial material)
    {
        if (Path is null || Link.Required is Level.Plaintext) return [];
        var shows = Link.Required >= Level.Mutual;
        return ((IEnumerable<Edit>)
        [
            ConfigText.Set(Address, [.. Key, "address"]),
            ConfigText.Set(material.Roots, [.. Key, "bridge_cafile"]),
            .. shows ? (Edit[])[ConfigText.Set(material.Certificate, [.. Key, "bridge_certfile"]), ConfigText.Set(material.Key, [.. Key, "bridge_keyfile"])] : [],
            ConfigText.Set("false", [.. Key, "bridge_insecure"]),
            new Edit.Remove([.. Key, "bridge_capath"]),
        ]).Select(e => (Path, e));
    }

    private static string Host(string address) => address.LastIndexOf(':') is > 0 and var colon && !address.EndsWith(']') ? address[..colon] : address;
}
