using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>All that should be on disk, put together.</summary>
internal static class LightrunDesired
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Desired Of(LightrunSetup setup)
    {
        var manifests = SecretFiles.Of(setup);
        return new()
        {
            Authorities = Leaves.Authorities(setup),
            Leaves = Leaves.Of(setup),
            Files = [.. manifests, .. Fragment(setup)],
            Folders = manifests.IsEmpty ? [] : [SecretFiles.Folder(setup)],
            Edits = setup.Settings.IntoValues ? [new(setup.Paths.Values, Leaves.Whole, ConfigFormat.Yaml, ChartValues.Edits(setup))] : [],
            Steps = LightrunSteps.Of(setup),
            SecretLeftovers = LightrunSteps.Leftovers(setup),
            Documents = SetupReader.Reads(setup.Description),
            Embedded = [PublicChecks.Inline(setup)],
            Material = [.. PublicChecks.Seen(setup)],
            Notes = LightrunNotes.Of(setup),
        };
    }

    private static ImmutableArray<DesiredFile> Fragment(LightrunSetup setup) => setup.Settings.IntoValues
        ? []
        : [new() { Path = setup.Paths.Fragment, Component = Leaves.Whole, Content = new FileContent.Known(ChartValues.Fragment(setup)), Mode = Readable, IsInvokers = true }];
}
