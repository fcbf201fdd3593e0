namespace Linkseal.Core.Certificates;

/// <summary>The parts of a distinguished name that can be set, each null where it is left out.</summary>
public sealed record SubjectName
{
    /// <summary>Country, two letters.</summary>
    public string? Country { get; init; }

    /// <summary>State or province.</summary>
    public string? State { get; init; }

    /// <summary>Locality.</summary>
    public string? Locality { get; init; }

    /// <summary>Organization.</summary>
    public string? Organization { get; init; }

    /// <summary>Organizational unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Common name, at most 64 characters (RFC 5280, ub-common-name).</summary>
    public string? CommonName { get; init; }
}
