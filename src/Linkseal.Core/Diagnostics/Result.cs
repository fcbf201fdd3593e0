using System.Collections.Immutable;

namespace Linkseal.Core.Diagnostics;

/// <summary>A value and everything that is wrong with the input it came from.</summary>
/// <param name="Value">The value; null only when <see cref="Failed"/>.</param>
/// <param name="Diagnostics">All of them, in the order in which they were met; never null.</param>
public sealed record Result<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True when at least one diagnostic is an error: the value must not be used to write anything.</summary>
    public bool Failed => Value is null || Diagnostics.Any(static d => d.Severity == Severity.Error);
}

/// <summary>Short forms for making results.</summary>
public static class Result
{
    /// <summary>A value with nothing wrong.</summary>
    public static Result<T> Ok<T>(T value)
        where T : class => new(value, []);

    /// <summary>A value (null where none could be made) with what is wrong.</summary>
    public static Result<T> With<T>(T? value, IEnumerable<Diagnostic> diagnostics)
        where T : class => new(value, [.. diagnostics]);
}
