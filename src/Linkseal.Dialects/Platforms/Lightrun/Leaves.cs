using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The authority and every certificate that goes into a Secret of ours.</summary>
internal static class Leaves
{
    /// <summary>The authority of links between components.</summary>
    public const string Authority = "internal";

    /// <summary>The component name of what belongs to the release as a whole.</summary>
    public const string Whole = "lightrun";

    /// <summary>A renewal restarts pods: a year, not the ninety days of other leaves.</summary>
    public static Lifetime Lifetime { get; } = new(365, LifetimeUnit.Days);

    public static ImmutableArray<AuthoritySpec> Authorities(LightrunSetup setup)
    {
        if (!setup.Signs) return [];
        var entry = setup.Description.Authority;
        return [new() { Name = Authority, Source = DescribedAuthority.Source(setup.Description), Passphrase = entry.Passphrase }];
    }

    public static ImmutableArray<LeafSpec> Of(LightrunSetup setup)
    {
        var slots = setup.Slots.Where(static s => s.IsWritten).DistinctBy(static s => s.Leaf).Select(s => Leaf(setup, s));
        return setup.WritesPublic ? [.. slots, Public(setup)] : [.. slots];
    }

    private static LeafSpec Leaf(LightrunSetup setup, InternalSlot slot) => new()
    {
        Name = slot.Leaf,
        Component = slot.Leaf == InternalSlot.SharedLeaf ? Whole : slot.Component,
        Source = Source(setup, slot.Choice),
        Subject = Subject(setup, slot.Leaf == InternalSlot.SharedLeaf ? setup.Names.Full : setup.Names.Service(slot.Component)),
        Names = slot.Leaf == InternalSlot.SharedLeaf
            ? [.. setup.Slots.Where(static s => s.Leaf == InternalSlot.SharedLeaf).SelectMany(s => Names(setup, s)).Distinct()]
            : Names(setup, slot),
        Purposes = slot.IsCluster ? Purposes.Server | Purposes.Client : Purposes.Server,
        Key = setup.Description.Leaf.Key ?? KeyAlgorithm.EcdsaP256,
        Lifetime = setup.Description.Leaf.Lifetime ?? Lifetime,
        RenewAt = setup.Description.Leaf.RenewAt ?? 2.0 / 3.0,
    };

    private static LeafSpec Public(LightrunSetup setup)
    {
        var choice = setup.Settings.Public;
        return new()
        {
            Name = LightrunTopology.PublicLeaf,
            Component = "backend",
            Source = choice.Made ? Usual(setup) : new LeafSource.Brought(choice.Certificate!, choice.Key),
            Subject = Subject(setup, setup.Own.Endpoint ?? setup.Names.Service("backend")),
            // What a certificate of the user's lacks of the Service's name has a finding of its own: a public CA does not issue it.
            Names = choice.Made ? PublicNames.Made(setup) : [AlternativeName.Parse(setup.Own.Endpoint ?? setup.Names.Service("backend"))!],
            Purposes = Purposes.Server,
            Key = setup.Description.Leaf.Key ?? KeyAlgorithm.EcdsaP256,
            Lifetime = setup.Description.Leaf.Lifetime ?? Lifetime,
            RenewAt = setup.Description.Leaf.RenewAt ?? 2.0 / 3.0,
        };
    }

    private static ImmutableArray<AlternativeName> Names(LightrunSetup setup, InternalSlot slot)
    {
        var by = setup.Override(slot.Component);
        IEnumerable<AlternativeName> names = setup.ServiceNames(setup.Names.Service(slot.Component));
        if (slot.Component == "keycloak" && setup.Holds(LightrunCondition.KeycloakCluster)) names = names.Concat(setup.ServiceNames(setup.Names.Headless));
        return [.. names.Concat(by?.Names ?? []).Concat(by?.Hosts ?? []).Distinct()];
    }

    private static LeafSource Source(LightrunSetup setup, CertificateChoice choice) =>
        choice is CertificateChoice.OfFiles files ? new LeafSource.Brought(files.Certificate, files.Key) : Usual(setup);

    private static LeafSource Usual(LightrunSetup setup) =>
        setup.Description.Authority.Certificates is { } folder ? new LeafSource.Found(folder) : new LeafSource.Made(Authority);


    // RFC 5280, ub-common-name.
    private static SubjectName Subject(LightrunSetup setup, string commonName) =>
        setup.Description.Leaf.Subject with { CommonName = commonName.Length <= 64 ? commonName : null };
}
