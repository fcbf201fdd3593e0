using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>Where a probe goes, and what it says there.</summary>
/// <param name="Host">The address or name that is connected to.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Protocol">What is spoken there.</param>
/// <param name="Caller">As whom; <see cref="WireCaller.ServerName"/> is the name by which the link's caller dials, whatever <paramref name="Host"/> is.</param>
public sealed record ProbeTarget(string Host, int Port, WireProtocol Protocol, WireCaller Caller)
{
    /// <summary>What people read instead of host and port; null: those.</summary>
    public string? Shown { get; init; }

    /// <summary><c>host:port</c>, for people.</summary>
    public string Address => Shown ?? (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}");
}
