using Linkseal.Core.Certificates;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What can be <c>hostname</c> in harbor.yml.</summary>
internal static class HarborHostName
{
    /// <summary>The sample's placeholder: <c>prepare</c> refuses it.</summary>
    public const string Placeholder = "reg.mydomain.com";

    /// <summary>Why the text can't be the host name; null: it can.</summary>
    public static string? Refusal(string text) => text switch
    {
        Placeholder => $"`{Placeholder}` is the placeholder of Harbor's sample: Harbor refuses it",
        "localhost" or "127.0.0.1" or "::1" => $"`{text}` can't be Harbor's host name: clients and Harbor's own containers could not reach it",
        _ when IsImpossible(text) => $"`{UserWord.Shown(text)}` is no host name and no IP address; a port, a scheme or a path does not belong here",
        _ => null,
    };

    /// <summary>True for what is no name and no address at all.</summary>
    public static bool IsImpossible(string text) => text.StartsWith("*.", StringComparison.Ordinal) || AlternativeName.Parse(text) is null;
}
