using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Pki.Issuing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>What <c>linkseal requests</c> wrote.</summary>
/// <param name="Folder">The folder that holds it.</param>
/// <param name="Files">One for each leaf, in the order of the description.</param>
/// <param name="Table">The table to mail, as it stands in <c>requests.txt</c>.</param>
public sealed record RequestsWritten(string Folder, ImmutableArray<WrittenRequest> Files, string Table);

/// <summary>A certificate signing request on disk.</summary>
/// <param name="Leaf">The leaf that it is for.</param>
/// <param name="Path">The file.</param>
/// <param name="IsNewKey">True: a key was made for it; false: it asks again for the key that waits in the state.</param>
public sealed record WrittenRequest(string Leaf, string Path, bool IsNewKey);

/// <summary>Requests for a CA that hands out certificates only for CSRs: the keys stay in the state, one <c>NAME.csr</c> for each leaf and a table go out.</summary>
public static class Requests
{
    /// <summary>The table's file name.</summary>
    public const string TableName = "requests.txt";

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderForAll = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the requests of all leaves that are to be found among brought certificates. Run again, it asks for the same keys.</summary>
    /// <param name="state">Where the keys stay.</param>
    /// <param name="platform">The platform's name, for the table.</param>
    /// <param name="leaves">All leaves; those that are not <see cref="LeafSource.Found"/> need no request.</param>
    /// <param name="folder">Where requests and table go, absolute on this machine; made where missing.</param>
    /// <exception cref="EnvironmentException">Something could not be written, or an apply is running.</exception>
    public static Result<RequestsWritten> Write(StateFolder state, string platform, ImmutableArray<LeafSpec> leaves, string folder)
    {
        ImmutableArray<LeafSpec> asked = [.. leaves.Where(static l => l.Source is LeafSource.Found)];
        if (asked.IsEmpty) return Result.With<RequestsWritten>(null, [RequestDiagnostics.NothingToRequest()]);

        state.Ensure();
        using var held = state.Disk.Lock(state.Lock, state.Owner) ?? throw new EnvironmentException("an apply is running: its keys are not touched; run it again afterwards");
        var keys = new RequestKeys(state);
        MakeFolders(state, folder);
        var files = asked.Select(leaf => One(state, keys, leaf, folder)).ToImmutableArray();
        var table = RequestTable.Of(platform, asked);
        state.Disk.Replace(Path.Combine(folder, TableName), Encoding.UTF8.GetBytes(table), new(ForAll, state.Owner));
        return Result.Ok(new RequestsWritten(folder, files, table));
    }

    private static WrittenRequest One(StateFolder state, RequestKeys keys, LeafSpec leaf, string folder)
    {
        var (key, isNew) = keys.Get(leaf);
        using (key)
        {
            var path = Path.Combine(folder, leaf.Name + ".csr");
            state.Disk.Replace(path, Encoding.ASCII.GetBytes(SigningRequest.ToPem(leaf, key)), new(ForAll, state.Owner));
            return new(leaf.Name, path, isNew);
        }
    }

    private static void MakeFolders(StateFolder state, string folder)
    {
        if (state.Disk.Look(folder).Exists) return;
        if (Path.GetDirectoryName(folder) is { } parent) MakeFolders(state, parent);
        state.Disk.MakeFolder(folder, new(FolderForAll, state.Owner));
    }
}
