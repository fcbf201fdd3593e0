using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;

namespace Linkseal.Runtime.Verification;

/// <summary>The certificates that nobody should let in. None is ever written; each lives five minutes at most.</summary>
internal static class Strangers
{
    /// <summary>The common name of strangers: what to look for in a server's log.</summary>
    public const string Name = "linkseal-probe";

    /// <summary>Five minutes.</summary>
    public static Lifetime FiveMinutes { get; } = new(5, LifetimeUnit.Minutes);

    /// <summary>What a stranger's certificate says.</summary>
    /// <param name="authority">Who signs it.</param>
    /// <param name="purposes">What it is for.</param>
    public static LeafSpec Leaf(string authority, Purposes purposes) => new()
    {
        Name = Name,
        Component = Name,
        Source = new LeafSource.Made(authority),
        Subject = new() { CommonName = Name },
        Names = [AlternativeName.Parse(Name)!],
        Purposes = purposes,
        Lifetime = FiveMinutes,
    };

    /// <summary>One of a throw-away authority.</summary>
    public static ClientIdentity Foreign(DateTimeOffset now)
    {
        using var authority = AuthorityFactory.Make(Name, new() { Subject = new() { CommonName = "nobody's authority" }, Lifetime = new(1, LifetimeUnit.Hours) }, 1, now);
        using var issued = authority.Issue(Leaf(Name, Purposes.Client), now);
        return ClientIdentity.Of($"{Name}, of a foreign authority", issued.Chain, issued.Key);
    }
}
