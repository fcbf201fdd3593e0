using System.Globalization;

namespace Linkseal.Dialects.Etcd;

/// <summary>Lists of URLs as etcd writes them: <c>http://10.0.0.1:2379,http://localhost:2379</c>, <c>kv1=http://10.0.0.1:2380</c>.</summary>
internal static class EtcdUrls
{
    private const string Plain = "http://";
    private const string Safe = "https://";

    /// <summary>Every one of them by https; at another port where one is given.</summary>
    public static string Sealed(string urls, int? port = null) => Joined(Items(urls).Select(u => WithPort(u.Replace(Plain, Safe, StringComparison.Ordinal), port)));

    /// <summary>Those that speak plaintext as they are, and each host by https at another port besides.</summary>
    public static string Beside(string urls, int port)
    {
        var plain = Items(urls).Where(IsPlain).ToList();
        return Joined([.. plain, .. Items(urls).Where(static u => !IsPlain(u)), .. plain.Select(u => WithPort(u.Replace(Plain, Safe, StringComparison.Ordinal), port))]);
    }

    /// <summary>The port of the first; null: none can be read.</summary>
    public static int? Port(string urls) => Items(urls).Select(ConfigText.Port).FirstOrDefault();

    /// <summary>The port of the first that speaks plaintext; null: none does.</summary>
    public static int? PlainPort(string urls) => Items(urls).Where(IsPlain).Select(ConfigText.Port).FirstOrDefault();

    /// <summary>How many members a list of them names.</summary>
    public static int Members(string urls) => Items(urls).Select(static u => u.Split('=')[0]).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The URLs as those of one member.</summary>
    public static string Of(string member, string urls) => Joined(Items(urls).Select(u => member + "=" + u));

    /// <summary>True: one of them speaks plaintext.</summary>
    public static bool HasPlain(string urls) => Items(urls).Any(IsPlain);

    private static string[] Items(string urls) => urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsPlain(string url) => url[(url.IndexOf('=', StringComparison.Ordinal) + 1)..].StartsWith(Plain, StringComparison.Ordinal);

    private static string Joined(IEnumerable<string> urls) => string.Join(',', urls.Distinct(StringComparer.Ordinal));

    private static string WithPort(string url, int? port) =>
        port is { } number && ConfigText.Port(url) is not null ? string.Create(CultureInfo.InvariantCulture, $"{url[..url.LastIndexOf(':')]}:{number}") : url;
}
