using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>TLS towards PostgreSQL: verify-full by a root of its own file, perhaps with a certificate of the services'.</summary>
internal static class DatabaseFiles
{
    private const string Name = "database";
    private const string Authority = "database-ca";

    public static IEnumerable<AuthoritySpec> Authorities(AnchoreSetup setup) =>
        setup.Settings.Database?.Authority is { } file ? [ServiceFiles.Named(Authority, file)] : [];

    public static IEnumerable<LeafSpec> Leaves(AnchoreSetup setup)
    {
        if (setup.Settings.Database is not { Certificate: { } certificate } database) yield break;
        yield return new()
        {
            Name = Name,
            Component = AnchoreTopology.Whole,
            Source = new LeafSource.Brought(certificate, database.Key),
            Subject = new(),
            // PostgreSQL judges the common name: no name is asked for.
            Names = [],
            Purposes = Purposes.Client,
        };
    }

    /// <summary>libpq refuses a key that others can read, and one of another owner.</summary>
    public static IEnumerable<DesiredFile> Files(AnchoreSetup setup)
    {
        if (setup.Settings.Database is not { } database) yield break;
        yield return File(setup, Root, new FileContent.Bundle(database.Authority is null ? ServiceFiles.Internal : Authority), ServiceFiles.CertificateMode);
        if (database.Certificate is null) yield break;
        yield return File(setup, Name + ".crt", new FileContent.OfLeaf(Name, MaterialForm.Chain), ServiceFiles.CertificateMode);
        yield return File(setup, Name + ".key", new FileContent.OfLeaf(Name, MaterialForm.Key), ServiceFiles.KeyMode);
    }

    public static IEnumerable<FolderRule> Folders(AnchoreSetup setup) =>
        setup.Settings.Database is null ? [] : [new(setup.Paths.Folder, AnchoreTopology.Whole, ServiceFiles.FolderMode, null) { Owner = ServiceFiles.ImageUser }];

    /// <summary><c>ssl</c> goes: while it stands there, whatever sslmode says becomes <c>require</c>.</summary>
    public static ImmutableArray<Edit> Edits(AnchoreSetup setup)
    {
        if (setup.Settings.Database is not { } database || setup.Config.Database is null) return [];
        ImmutableArray<Edit> edits = [new Edit.Remove(Key("ssl")), Set("sslmode", "verify-full"), Set("sslrootcert", setup.Paths.FileInside(Root), "sslmode")];
        return database.Certificate is null ? edits : [.. edits, Set("sslcert", setup.Paths.FileInside(Name + ".crt"), "sslrootcert"), Set("sslkey", setup.Paths.FileInside(Name + ".key"), "sslcert")];
    }

    private const string Root = "database-ca.crt";

    private static DesiredFile File(AnchoreSetup setup, string name, FileContent content, UnixFileMode mode) =>
        new() { Path = setup.Paths.File(name), Component = AnchoreTopology.Whole, Content = content, Mode = mode, Owner = ServiceFiles.ImageUser };

    private static Edit.Set Set(string key, string value, string? after = null) => new(Key(key), new EditValue.Text(value)) { After = after };

    private static ImmutableArray<string> Key(string key) => ["credentials", "database", "db_connect_args", key];
}
