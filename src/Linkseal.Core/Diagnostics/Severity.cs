namespace Linkseal.Core.Diagnostics;

/// <summary>How much a diagnostic or a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing: a limit of the product, a choice that was made.</summary>
    Note,

    /// <summary>It will break, or it should be better. Counts as an error with <c>--strict</c>.</summary>
    Warning,

    /// <summary>It breaks, or it is open now.</summary>
    Error,
}
