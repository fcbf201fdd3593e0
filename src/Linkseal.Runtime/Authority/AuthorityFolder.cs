using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>
/// One authority in the state: <c>authority/NAME/GENERATION/</c> with <c>ca.crt</c> and <c>ca.key</c>, which sign leaves. Where an intermediate signs,
/// <c>root.crt</c> and <c>root.key</c> lie beside them: the root's key is what makes the next intermediate, so it is kept (and may be moved away by hand).
/// </summary>
internal sealed class AuthorityFolder(StateFolder state, string name)
{
    public const string IssuerCertificate = "ca.crt";
    public const string IssuerKey = "ca.key";
    public const string RootCertificate = "root.crt";
    public const string RootKey = "root.key";
    private const string Unfinished = ".new";

    /// <summary>The authority's folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(state.Authority, name);

    /// <summary>The highest generation that was made in full; null: none.</summary>
    public int? Newest() => state.Disk.Look(Path).Kind == FileKind.Folder
        ? state.Disk.List(Path).Select(NumberOf).Max()
        : null;

    /// <summary>A file of a generation.</summary>
    public string At(int generation, string file) => System.IO.Path.Combine(Path, generation.ToString(CultureInfo.InvariantCulture), file);

    /// <summary>
    /// Writes a generation: beside its place, synced, then renamed. A crash leaves it whole or not at all, and after this returns no power loss takes it away.
    /// </summary>
    /// <param name="authority">What to write.</param>
    /// <param name="passphrase">Encrypts the keys; null: they are kept as they are.</param>
    /// <returns>Where a damaged generation of that number was set aside; null: there was none.</returns>
    public string? Write(Pki.Issuing.Authority authority, Passphrase? passphrase)
    {
        var disk = state.Disk;
        state.Ensure();
        state.EnsureFolder(state.Authority);
        state.EnsureFolder(Path);
        var fresh = System.IO.Path.Combine(Path, Unfinished);
        disk.DeleteTree(fresh);
        try
        {
            disk.MakeFolder(fresh, state.FolderAccess);
            disk.Sync(Fill(fresh, authority, passphrase), [fresh]);
        }
        catch (EnvironmentException)
        {
            // Half an authority is of no use, and its key may be in it.
            disk.DeleteTree(fresh);
            RemoveEmpty();
            throw;
        }

        var place = System.IO.Path.Combine(Path, authority.Generation.ToString(CultureInfo.InvariantCulture));
        var setAside = SetAside(place);
        disk.Rename(fresh, place);
        disk.Sync([], [Path, state.Authority, state.Path]);
        return setAside;
    }

    /// <summary>Erases a generation that <see cref="Write"/> made and that signed nothing that is used, and the folders that were made for it; durable.</summary>
    /// <param name="generation">Its number.</param>
    /// <param name="setAside">What had stood in its place, and is put back; null: nothing.</param>
    public void Erase(int generation, string? setAside)
    {
        var disk = state.Disk;
        var place = System.IO.Path.Combine(Path, generation.ToString(CultureInfo.InvariantCulture));
        // Renamed first: half erased it would be a damaged authority.
        var fresh = System.IO.Path.Combine(Path, Unfinished);
        disk.DeleteTree(fresh);
        disk.Rename(place, fresh);
        if (setAside is not null) disk.Rename(setAside, place);
        disk.Sync([], [Path]);
        disk.DeleteTree(fresh);
        disk.Sync([], [Path]);
        RemoveEmpty();
    }

    private ImmutableArray<string> Fill(string fresh, Pki.Issuing.Authority authority, Passphrase? passphrase)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        Certificate(IssuerCertificate, authority.Issuer);
        Key(IssuerKey, authority.Key);
        if (!authority.Intermediates.IsEmpty)
        {
            Certificate(RootCertificate, authority.Root);
            if (authority.RootKey is { } rootKey) Key(RootKey, rootKey);
        }

        return files.DrainToImmutable();

        void Certificate(string file, Certificate certificate) => One(file, System.Text.Encoding.ASCII.GetBytes(certificate.ToPem()));

        void Key(string file, PrivateKey key) => One(file, passphrase is null ? key.ToPem() : key.ToEncryptedPem(passphrase));

        void One(string file, byte[] content)
        {
            var path = System.IO.Path.Combine(fresh, file);
            state.Disk.Create(path, content, state.FileAccess);
            CryptographicOperations.ZeroMemory(content);
            files.Add(path);
        }
    }

    private void RemoveEmpty()
    {
        var disk = state.Disk;
        if (!disk.List(Path).IsEmpty) return;
        disk.RemoveFolder(Path);
        if (disk.List(state.Authority).IsEmpty) disk.RemoveFolder(state.Authority);
        else disk.Sync([], [state.Authority]);
        disk.Sync([], [state.Path]);
    }

    // Only a damaged generation can stand where a new one is made; what is left of it is kept, since it may be all that somebody has.
    private string? SetAside(string place)
    {
        if (!state.Disk.Look(place).Exists) return null;
        var number = 1;
        while (state.Disk.Look($"{place}.damaged-{number}").Exists) number++;
        state.Disk.Rename(place, $"{place}.damaged-{number}");
        return $"{place}.damaged-{number}";
    }

    // Only what Write has finished: plain numbers without leading zeros.
    private static int? NumberOf(string folder) =>
        int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && folder[0] != '0' ? number : null;
}
