using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>A known platform: it expands a few settings to components, links and everything that should be on disk. Pure, in two halves with the reading between them.</summary>
public interface IProfile
{
    /// <summary>The word in <c>profile:</c>.</summary>
    string Name { get; }

    /// <summary>What it is, in one sentence, for <c>linkseal dialects</c>.</summary>
    string Summary { get; }

    /// <summary>What the product cannot do, one sentence each.</summary>
    ImmutableArray<string> Limits { get; }

    /// <summary>The words that <c>clients:</c> may hold.</summary>
    ImmutableArray<string> Clients { get; }

    /// <summary>
    /// The product's own files that <see cref="Expand"/> wants to see: absolute paths on the place.
    /// <c>/folder/*.conf</c> is every file of the folder whose name ends so. <c>exists:PATH</c> asks only whether the path is there: the document is then empty, and absent where it is not.
    /// Of a file that is there and can't be read, this is all that comes back, unasked.
    /// </summary>
    ImmutableArray<string> Reads(PlatformDescription description);

    /// <summary>What <see cref="Expand"/> wants to see besides, once <paramref name="documents"/> are known; asked again with what that gave, until it names nothing new.</summary>
    /// <param name="description">The description.</param>
    /// <param name="documents">The text of what <see cref="Reads"/> named; absent where missing.</param>
    ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents);

    /// <summary>Components, links and all that should be on disk; everything wrong with the settings and the product's files at once.</summary>
    /// <param name="description">The description.</param>
    /// <param name="documents">The text of what <see cref="Reads"/> named; absent where missing.</param>
    Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents);

    /// <summary>
    /// Every name that a component of this platform can have, whatever its settings: where those are wrong and nothing can be expanded, links to nothing are told by it.
    /// Empty: not known, and then nothing is said of links.
    /// </summary>
    /// <param name="description">The description, its settings wrong.</param>
    /// <param name="documents">As for <see cref="Expand"/>.</param>
    ImmutableArray<string> PossibleNames(PlatformDescription description, ImmutableDictionary<string, string> documents) => [];

    /// <summary>The product's own rules held against what was observed: everything it is known to accept in silence and fail on later.</summary>
    /// <param name="description">The description.</param>
    /// <param name="expansion">What <see cref="Expand"/> gave.</param>
    /// <param name="observed">A full look (all material parsed).</param>
    ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed);

    /// <summary>
    /// The platform as its own files stand now, whoever wrote them; for <c>audit</c>. A link's <see cref="Link.Required"/> is the level that configuration
    /// gives it today, with the reason where it is not more; leaves are those that configuration names, as <see cref="Core.Certificates.LeafSource.Kept"/>, so
    /// that the general checks hold them against names and dates. A link whose level depends on a file that is not there says so in <see cref="Link.NotSeen"/>.
    /// What Linkseal would write or run is left out of it by the caller.
    /// </summary>
    /// <param name="description">What <see cref="Draft"/> made, or the user's own.</param>
    /// <param name="documents">The text of what <see cref="Reads"/> and <see cref="ReadsMore"/> named; absent where missing.</param>
    Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents);

    /// <summary>
    /// The files in a folder by which this platform is recognised, and which <see cref="Draft"/> wants to see: paths relative to it, in which <c>*</c>
    /// stands for any part of the last name and a leading <c>**/</c> for any folders.
    /// </summary>
    ImmutableArray<string> Signs { get; }

    /// <summary>Makes a first <c>linkseal.yaml</c> from what lies in a folder; null where the folder is not of this platform.</summary>
    Result<Draft>? Draft(DraftRequest request);
}

/// <summary>A platform expanded.</summary>
/// <param name="Platform">Components and links.</param>
/// <param name="Desired">What should be on disk.</param>
public sealed record Expansion(Platform Platform, Desired Desired);

/// <summary>What <c>init</c> knows.</summary>
public sealed record DraftRequest
{
    /// <summary>The folder that was looked at: absolute, on the place.</summary>
    public required string Folder { get; init; }

    /// <summary>The text of those <see cref="IProfile.Signs"/> that are there, by path relative to <see cref="Folder"/>; a file that was named by hand is there under any name.</summary>
    public required ImmutableDictionary<string, string> Documents { get; init; }

    /// <summary>Those of <see cref="Documents"/> that were named by hand, files of one machine; empty: the folder was.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>What files are, said by hand (<c>--as tikv=FILE</c>): role by path relative to <see cref="Folder"/>.</summary>
    public ImmutableDictionary<string, string> Roles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary><c>--hostname</c>; null: not given.</summary>
    public string? HostName { get; init; }

    /// <summary>True when the description will not lie in <see cref="Folder"/>: paths have to lead there from anywhere.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>Where the description's schema lies, absolute on this machine; null: nowhere.</summary>
    public string? Schema { get; init; }

    /// <summary>A document of the folder as the description names it.</summary>
    public string PathOf(string document) => Elsewhere ? LexicalPath.Resolve(Folder, document) : document;

    /// <summary>The platform's name to use; null: the profile's choice.</summary>
    public string? PlatformName { get; init; }

    /// <summary>True: the platform is only looked at (<c>audit</c>), so that what can't be edited is no obstacle.</summary>
    public bool LooksOnly { get; init; }
}

/// <summary>What <c>init</c> writes.</summary>
/// <param name="Description">The text of <c>linkseal.yaml</c>.</param>
/// <param name="Files">Product files made from templates, by file name.</param>
/// <param name="Saw">What was recognised, one line each, for people.</param>
public sealed record Draft(string Description, ImmutableDictionary<string, string> Files, ImmutableArray<string> Saw)
{
    /// <summary>Files that may belong to the platform and were not taken into it: never passed over in silence.</summary>
    public ImmutableArray<NotLookedAt> NotLookedAt { get; init; } = [];
}

/// <summary>A file that was met and not looked at.</summary>
/// <param name="Path">Relative to the folder.</param>
/// <param name="Reason">Why, and what would help: <c>not told apart from tikv by its keys: --as tikv=FILE</c>.</param>
public sealed record NotLookedAt(string Path, string Reason);
