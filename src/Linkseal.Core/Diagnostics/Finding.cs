namespace Linkseal.Core.Diagnostics;

/// <summary>Reality differs from the description: what was met on disk (check) or on the wire (verify).</summary>
/// <param name="Code">Stable code, <c>LS2xxx</c>; <c>linkseal explain CODE</c> has its page.</param>
/// <param name="Severity">Errors end <c>check</c> with exit code 1.</param>
/// <param name="Message">What is not as described, and what that means, one or two sentences.</param>
public sealed record Finding(string Code, Severity Severity, string Message)
{
    /// <summary>The component it is about; null: the platform as a whole.</summary>
    public string? Component { get; init; }

    /// <summary>The link it is about, as <c>caller:callee</c>; null: none in particular.</summary>
    public string? Link { get; init; }

    /// <summary>The file it is about, as the product sees it (without <c>--root</c>).</summary>
    public string? Path { get; init; }

    /// <summary>What should be there.</summary>
    public string? Expected { get; init; }

    /// <summary>What is there: the evidence.</summary>
    public string? Observed { get; init; }

    /// <summary>The code of a general finding about the whole platform that need not be said beside this one, because this one says it more exactly; null: none.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>What to do.</summary>
    public string? Remedy { get; init; }
}
