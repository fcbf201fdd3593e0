using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>What users bring: folders and named files of certificates and keys, each read and parsed once. Owns the keys that it read.</summary>
public sealed class BroughtFolders : IDisposable
{
    private readonly Func<Result<Passphrase>>? _passphrase;
    private readonly Dictionary<(LocalPlace Place, string Path), Result<UserFile>> _files = [];
    private readonly Dictionary<(LocalPlace Place, string Path), Result<BroughtFolder>> _folders = [];

    /// <summary>Nothing is read yet.</summary>
    /// <param name="machine">This machine itself, whatever the place is.</param>
    /// <param name="passphrase">Opens what is encrypted: <c>authority.passphrase</c>; null: nothing is. Read only when something needs it.</param>
    public BroughtFolders(LocalPlace machine, PassphraseSource? passphrase) =>
        (Machine, _passphrase) = (machine, UserFile.Once(passphrase, "the brought certificates"));

    /// <summary>This machine itself.</summary>
    public LocalPlace Machine { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Value?.Material.Dispose();
    }

    /// <summary>Every file in a folder that can hold certificates or keys, by name. A file that can't be read is left out with its diagnostics.</summary>
    internal Result<BroughtFolder> Folder(LocalPlace place, string folder)
    {
        if (_folders.TryGetValue((place, folder), out var known)) return known with { Diagnostics = [] };
        return _folders[(place, folder)] = ReadFolder(place, folder);
    }

    /// <summary>One named file, as <see cref="UserFile.Read"/>. What is wrong with it is said to the first who asks.</summary>
    internal Result<UserFile> File(LocalPlace place, string path)
    {
        if (_files.TryGetValue((place, path), out var known)) return known with { Diagnostics = [] };
        return _files[(place, path)] = UserFile.Read(place, path, _passphrase);
    }

    private Result<BroughtFolder> ReadFolder(LocalPlace place, string folder)
    {
        if (UserFile.Within(place, folder) is not { } paths)
            return Result.With<BroughtFolder>(null, [AuthorityDiagnostics.FolderMissing(folder, place.Reason(folder, FileKind.Folder))]);

        var files = paths.Select(p => File(place, p)).ToImmutableArray();
        return Result.With(new BroughtFolder(folder, [.. files.Select(static f => f.Value).OfType<UserFile>()]), files.SelectMany(static f => f.Diagnostics));
    }
}

/// <summary>A folder that the user brought, parsed.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Files">Its files, by name.</param>
internal sealed record BroughtFolder(string Path, ImmutableArray<UserFile> Files);
