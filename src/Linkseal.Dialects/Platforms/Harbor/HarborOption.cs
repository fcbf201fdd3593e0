using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>An optional part of Harbor, chosen by a flag of <c>prepare</c> and <c>install.sh</c>.</summary>
/// <param name="Name">The word in <c>with:</c>.</param>
/// <param name="Service">The compose service whose presence shows that it is installed.</param>
/// <param name="Until">The first 2.x version without it; null: still there.</param>
/// <remarks>Source: goharbor/harbor make/prepare and make/install.sh at v2.0.0 to v2.15.2.</remarks>
internal sealed record HarborOption(string Name, string Service, int? Until)
{
    public static ImmutableArray<HarborOption> All { get; } =
    [
        new("trivy", "trivy-adapter", null),
        new("notary", "notary-server", 9),
        new("chartmuseum", "chartmuseum", 8),
        new("clair", "clair", 2),
    ];

    /// <summary>The flag, <c>--with-trivy</c>.</summary>
    public string Flag => "--with-" + Name;

    public bool IsIn(HarborVersion version) => version.IsWithin(0, Until);

    public static HarborOption? Find(string name) => All.FirstOrDefault(o => o.Name == name);
}
