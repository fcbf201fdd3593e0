using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary><c>settings:</c> as written.</summary>
internal sealed record TiDbSettings
{
    /// <summary>The cluster's version; null: not said, or no version (then it was reported).</summary>
    public TiDbVersion? Version { get; init; }

    public Position? VersionAt { get; init; }

    /// <summary>The instances, in the order of <see cref="TiDbProduct.All"/> and then of the file.</summary>
    public ImmutableArray<TiDbInstance> Instances { get; init; } = [];

    public TiDbCallers Callers { get; init; } = new();

    public TiDbToolsSettings Tools { get; init; } = new();

    /// <summary><c>mysql: true</c>: the SQL port too.</summary>
    public bool Mysql { get; init; }

    /// <summary>Who reads the files, where the instance says nothing else.</summary>
    public Owner? Owner { get; init; }

    /// <summary>Where TiUP runs the cluster.</summary>
    public TiUpSettings TiUp { get; init; } = new();

    /// <summary>Whether the cluster has data.</summary>
    public TiDbState State { get; init; }
}

/// <summary><c>tools:</c>.</summary>
internal sealed record TiDbToolsSettings
{
    public TiDbToolCertificates Certificates { get; init; } = TiDbToolCertificates.Shared;

    /// <summary>The host on which they are used.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The folder of their certificates, on that host.</summary>
    public string Folder { get; init; } = "/etc/tidb/tools";
}

/// <summary>How the tools get their certificates.</summary>
internal enum TiDbToolCertificates
{
    /// <summary>One for all.</summary>
    Shared,

    /// <summary>One each.</summary>
    Each,

    /// <summary>None.</summary>
    Off,
}

/// <summary><c>callers:</c>, by list.</summary>
internal sealed record TiDbCallers
{
    /// <summary>What holds for a list that is not named.</summary>
    public TiDbCallerPolicy Default { get; init; } = new(TiDbCallerKind.Require, [], null);

    /// <summary>By the list's name (<see cref="TiDbKeys.List"/>).</summary>
    public ImmutableDictionary<string, TiDbCallerPolicy> ByList { get; init; } = ImmutableDictionary<string, TiDbCallerPolicy>.Empty;

    /// <summary>The policy of a list; TiFlash's second list follows its first where it is not named itself.</summary>
    public TiDbCallerPolicy Of(string list) =>
        ByList.GetValueOrDefault(list) ?? (list == "tiflash-learner" ? ByList.GetValueOrDefault("tiflash") : null) ?? Default;
}

/// <summary>What a list of callers is to hold.</summary>
/// <param name="Kind">Nothing, what follows from the links, or names by hand.</param>
/// <param name="Names">For <see cref="TiDbCallerKind.ByHand"/>.</param>
/// <param name="At">Where it stands; null: the default.</param>
internal sealed record TiDbCallerPolicy(TiDbCallerKind Kind, ImmutableArray<string> Names, Position? At);

/// <summary>See <see cref="TiDbCallerPolicy"/>.</summary>
internal enum TiDbCallerKind
{
    /// <summary>Any certificate of the authority: no list.</summary>
    Require,

    /// <summary>A list of exactly the callers that there are.</summary>
    Named,

    /// <summary>A list by hand.</summary>
    ByHand,
}
