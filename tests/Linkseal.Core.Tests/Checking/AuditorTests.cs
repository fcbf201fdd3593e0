using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Checking;

public sealed class AuditorTests
{
    private static readonly Checked Good = Checked.Good;

    // db's pair stands where its configuration names it; nothing else is Linkseal's, and no folder is read whole.
    private static readonly Desired Standing = Auditor.OnlyRead(Good.Desired with
    {
        Folders = [],
        Leaves = [.. Good.Desired.Leaves.Select(static l => l.Name == "db" ? l with { Source = new LeafSource.Kept(Checked.Certificate, Checked.Key) } : l)],
    });

    [Fact]
    public void Nothing_that_linkseal_would_write_or_run_is_looked_for()
    {
        Assert.Empty(Standing.Files);
        Assert.Empty(Standing.Edits);
        Assert.Empty(Standing.Steps);
        Assert.Empty(Standing.Authorities);
        Assert.Equal(["db"], Standing.Leaves.Select(static l => l.Name));
        Assert.Equal(Good.Desired.Edits.Select(static e => e.Path).Concat(Good.Desired.Documents).Order(StringComparer.Ordinal), Standing.Documents.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_good_pair_has_no_finding_and_a_bad_one_has_its_own()
    {
        Assert.DoesNotContain(Check(Good), static f => f.Severity is Severity.Error);
        var expired = Good.Serving(leaf => leaf with { NotAfter = Good.Observed.Now.AddDays(-1) });
        Assert.Contains(Check(expired), static f => f.Severity is Severity.Error && f.Component == "db");
    }

    [Fact]
    public void Files_that_are_not_here_are_one_note_for_their_folder_and_no_error()
    {
        var gone = Good.Standing(Checked.Certificate, static _ => FileState.Missing).Standing(Checked.Key, static _ => FileState.Missing);
        gone = gone with { Observed = gone.Observed with { Material = gone.Observed.Material.Remove(Checked.Certificate).Remove(Checked.Key) } };
        var note = Assert.Single(Check(gone), static f => f.Code == "LS2801");
        Assert.Equal(Severity.Note, note.Severity);
        Assert.Contains("tls.crt, tls.key of /srv/db are not here", note.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Check(gone), static f => f.Severity is Severity.Error);
    }

    private static System.Collections.Immutable.ImmutableArray<Finding> Check(Checked seen) =>
        Auditor.Check(Standing, seen.Platform, seen.Observed with { Inventory = Inventory.Empty });
}
