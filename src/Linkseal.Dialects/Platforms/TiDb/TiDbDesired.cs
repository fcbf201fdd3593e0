using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>All that should be on disk, put together.</summary>
internal static class TiDbDesired
{
    public static Desired Of(TiDbSetup setup) => new()
    {
        Authorities = [TiDbFiles.AuthoritySpec(setup)],
        Leaves = TiDbFiles.Leaves(setup),
        Files = TiDbFiles.Files(setup),
        Switched = TiDbFiles.Switched(setup),
        Edits = TiDbEdits.Of(setup),
        Steps = TiDbSteps.Of(setup),
        Documents = [.. setup.Members.SelectMany(static m => m.Files.Select(static f => f.OnPlace).Concat(m.Instance.StartFile is { } start ? [m.Instance.OnPlace(start)] : []))],
        Notes = TiDbNotes.Of(setup),
    };
}
