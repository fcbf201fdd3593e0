using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>A service of Anchore Engine, by its key under <c>services:</c>.</summary>
/// <remarks>Sources: anchore/anchore-engine scripts/docker-compose/config.yaml (0.1 to 0.6.0), conf/default_config.yaml (0.3 and later). Ports are read from the file: they are nowhere fixed.</remarks>
internal sealed record AnchoreService(string Name)
{
    /// <summary>Who calls it from outside; null: nobody.</summary>
    public string? Outside { get; init; }

    /// <summary>The first 0.x version without it; null: it is in all.</summary>
    public int? Until { get; init; }

    /// <summary>Every service, in the order in which they are shown.</summary>
    public static ImmutableArray<AnchoreService> All { get; } =
    [
        new("apiext") { Outside = "clients" },
        new("kubernetes_webhook") { Outside = "kubernetes", Until = 7 },
        new("catalog"),
        new("simplequeue"),
        new("policy_engine"),
        new("analyzer"),
    ];

    public static AnchoreService? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}

/// <summary>Who calls whom.</summary>
/// <remarks>Source: the <c>internal_client_for</c> calls in anchore/anchore-engine anchore_engine/services at v0.6.0 and v1.1.0.</remarks>
internal sealed record AnchoreLink(string Caller, string Callee)
{
    public static ImmutableArray<AnchoreLink> All { get; } =
    [
        new("apiext", "catalog"),
        new("apiext", "policy_engine"),
        new("kubernetes_webhook", "catalog"),
        new("catalog", "policy_engine"),
        new("catalog", "simplequeue"),
        new("policy_engine", "catalog"),
        new("policy_engine", "simplequeue"),
        new("analyzer", "catalog"),
        new("analyzer", "policy_engine"),
        new("analyzer", "simplequeue"),
    ];
}
