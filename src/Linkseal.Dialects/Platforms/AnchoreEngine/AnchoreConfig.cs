using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What config.yaml says, as far as TLS is concerned, its variables still in it.</summary>
internal sealed record AnchoreConfig
{
    public required ImmutableArray<ConfigService> Services { get; init; }

    /// <summary><c>internal_ssl_verify</c>; null: left out, and then it is true.</summary>
    public ConfigValue? Verify { get; init; }

    /// <summary>True: rendered by Anchore's chart from its values.</summary>
    public bool IsChart { get; init; }

    /// <summary>The key of a parent chart's values under which they stand; null: at the top.</summary>
    public string? ChartKey { get; init; }

    /// <summary>The version that the chart's values name; null: none.</summary>
    public AnchoreVersion? Version { get; init; }

    /// <summary><c>credentials.database</c>; null: none.</summary>
    public ConfigDatabase? Database { get; init; }
}

/// <summary>A value as written.</summary>
/// <param name="Written">The text, quotes resolved.</param>
/// <param name="IsPlain">True: without quotes, so that <c>False</c> is a truth value.</param>
/// <param name="At">Where.</param>
internal sealed record ConfigValue(string Written, bool IsPlain, Position At)
{
    /// <summary>The text in one container; null where a variable is not known, or the value is nothing.</summary>
    public string? In(AnchoreEnvironment environment) =>
        environment.Resolve(Written) is { Length: > 0 } text && !(IsPlain && text is "~" or "null" or "Null" or "NULL") ? text : null;

    /// <summary>What Python takes for true, which is every non-empty text in quotes; null: not known.</summary>
    public bool? IsTruthy(AnchoreEnvironment environment)
    {
        if (environment.Resolve(Written) is not { } text) return null;
        if (!IsPlain) return text.Length > 0;
        return text is not ("" or "~" or "null" or "Null" or "NULL" or "0") && YamlScalars.Truth(new YamlNode.Scalar(At, 0, 0, text, IsPlain: true)) is not false;
    }

    /// <summary>What the listener takes for true: its text is <c>true</c>, whatever the case, in quotes or not; null: not known.</summary>
    public bool? IsListening(AnchoreEnvironment environment)
    {
        if (environment.Resolve(Written) is not { } text) return null;
        return text.Equals("true", StringComparison.OrdinalIgnoreCase) || (IsPlain && YamlScalars.Truth(new YamlNode.Scalar(At, 0, 0, text, IsPlain: true)) is true);
    }

    /// <summary>In quotes, though a truth value is meant.</summary>
    public bool IsQuotedTruth => !IsPlain && Written.ToLowerInvariant() is "true" or "false" or "yes" or "no";
}

/// <summary>One entry of <c>services:</c>.</summary>
internal sealed record ConfigService(string Name, Position At)
{
    public ConfigValue? Enabled { get; init; }

    public ConfigValue? Port { get; init; }

    public ConfigValue? EndpointHostName { get; init; }

    public ConfigValue? SslEnable { get; init; }

    public ConfigValue? SslCert { get; init; }

    public ConfigValue? SslKey { get; init; }

    public ConfigValue? SslChain { get; init; }

    public ConfigValue? ExternalHostName { get; init; }

    public ConfigValue? ExternalPort { get; init; }

    public ConfigValue? ExternalTls { get; init; }
}

/// <summary><c>credentials.database</c>.</summary>
internal sealed partial record ConfigDatabase(Position At)
{
    /// <summary>The URL; it holds a password, so it is never shown.</summary>
    public ConfigValue? Connect { get; init; }

    public ConfigValue? Ssl { get; init; }

    public ConfigValue? SslMode { get; init; }

    public ConfigValue? SslRootCert { get; init; }

    /// <summary><c>sslmode</c> in the URL itself, as charts before 1.28 write it; what stands in db_connect_args wins. The URL, or its end, may come from a variable.</summary>
    public string? UrlMode(AnchoreEnvironment environment) => UrlModeOf().Match(Url(environment)) is { Success: true } match ? environment.Resolve(match.Groups["mode"].Value) : null;

    /// <summary>The host in the URL; null: a variable decides it that is not known, or there is none.</summary>
    public string? Host(AnchoreEnvironment environment) => HostOf().Match(Url(environment)) is { Success: true } match ? environment.Resolve(match.Groups["host"].Value) : null;

    // What is not known stays as it is written: a password's variable must not hide the rest.
    private string Url(AnchoreEnvironment environment) => Connect is { } url ? environment.Resolve(url.Written) ?? url.Written : "";

    [GeneratedRegex(@"^[^@]*://([^/]*@)?(?<host>\$\{[A-Z0-9_]+\}|[^:/?@\[\]]+)(:|/|\?|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostOf();

    [GeneratedRegex(@"[?&]sslmode=(?<mode>\$\{[A-Z0-9_]+\}|[a-z-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrlModeOf();

    /// <summary>The driver that takes no <c>sslmode</c>.</summary>
    public bool IsPg8000 => Url(AnchoreEnvironment.Image).StartsWith("postgresql+pg8000:", StringComparison.Ordinal);
}
