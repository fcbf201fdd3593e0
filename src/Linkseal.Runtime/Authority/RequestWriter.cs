using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>Writes requests for a CA that hands out certificates only for CSRs: the keys stay in the state, one <c>NAME.csr</c> for each leaf and a table go out.</summary>
internal static class RequestWriter
{
    /// <summary>The table's file name.</summary>
    public const string TableName = "requests.txt";

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderForAll = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the requests of the given leaves.</summary>
    /// <param name="state">Where the keys stay.</param>
    /// <param name="platform">The platform's name, for the table.</param>
    /// <param name="leaves">For which certificates are asked.</param>
    /// <param name="folder">Where requests and table go, absolute on this machine; made where missing.</param>
    /// <param name="cancellation">Honoured between two requests: what is written is whole.</param>
    /// <exception cref="EnvironmentException">Something can't be written, or an apply is running.</exception>
    public static ImmutableArray<WrittenRequest> Write(StateFolder state, string platform, ImmutableArray<LeafSpec> leaves, string folder, CancellationToken cancellation)
    {
        using var held = state.Enter() ?? throw new EnvironmentException("an apply is running: its keys are not touched; run it again afterwards");
        var keys = new RequestKeys(state);
        MakeFolders(state, folder);
        var written = ImmutableArray.CreateBuilder<WrittenRequest>(leaves.Length);
        foreach (var leaf in leaves)
        {
            cancellation.ThrowIfCancellationRequested();
            written.Add(One(state, keys, leaf, folder));
        }

        state.Disk.Replace(Path.Combine(folder, TableName), Encoding.UTF8.GetBytes(RequestTable.Of(platform, leaves)), new(ForAll, state.Owner));
        return written.MoveToImmutable();
    }

    private static WrittenRequest One(StateFolder state, RequestKeys keys, LeafSpec leaf, string folder)
    {
        using var key = keys.Get(leaf);
        var path = Path.Combine(folder, leaf.Name + ".csr");
        state.Disk.Replace(path, Encoding.ASCII.GetBytes(SigningRequest.ToPem(leaf, key)), new(ForAll, state.Owner));
        return new(leaf.Component, path, leaf.Subject.CommonName ?? "", [.. leaf.Names.Select(static n => n.Value)], leaf.Purposes);
    }

    private static void MakeFolders(StateFolder state, string folder)
    {
        if (state.Disk.Look(folder).Exists) return;
        if (Path.GetDirectoryName(folder) is { } parent) MakeFolders(state, parent);
        state.Disk.MakeFolder(folder, new(FolderForAll, state.Owner));
    }
}
