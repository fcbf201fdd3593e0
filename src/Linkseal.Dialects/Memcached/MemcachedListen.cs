using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.Memcached;

/// <summary>Where a cache listens: <c>-l 127.0.0.1,notls:10.0.0.1:11211</c>, at <c>-p</c> where no port stands there.</summary>
internal static class MemcachedListen
{
    private const string Plain = "notls:";

    /// <summary>The first port that is told by an address; null: none is.</summary>
    public static int? Port(StatementDocument? document) => Items(document).Select(static i => PortOf(Address(i))).FirstOrDefault(static p => p is not null);

    /// <summary>The first port that stays in plaintext; null: none does.</summary>
    public static int? PlainPort(StatementDocument? document, int usual) => Items(document).Where(IsPlain).Select(i => PortOf(Address(i)) ?? usual).Cast<int?>().FirstOrDefault();

    /// <summary>Where it is dialled from its own machine.</summary>
    public static string Host(StatementDocument? document)
    {
        if (Items(document).Select(Address).FirstOrDefault() is not { } first) return "127.0.0.1";
        var host = PortOf(first) is { } port ? first[..^(Text(port).Length + 1)] : first;
        return host is "0.0.0.0" or "*" or "::" or "[::]" ? "127.0.0.1" : host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
    }

    /// <summary>What a line says once no address of it stays in plaintext; at another port where one is given.</summary>
    public static string Sealed(string line, int? port) => string.Join(',', Split(line).Select(i => port is { } number && PortOf(Address(i)) is { } old ? Address(i)[..^Text(old).Length] + Text(number) : Address(i)).Distinct(StringComparer.Ordinal));

    /// <summary>What a line says once each address is there twice, in plaintext and at another port by TLS.</summary>
    public static string Beside(string line, int usual, int port)
    {
        var plain = Split(line).Where(i => IsPlain(i) || PortOf(Address(i)) != port).Select(Address).ToList();
        return string.Join(',', plain.Select(a => Plain + At(a, PortOf(a) ?? usual)).Concat(plain.Select(a => At(a, port))).Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Items(StatementDocument? document) => (document?.All("-l") ?? []).SelectMany(static s => Split(s.Raw));

    private static string[] Split(string line) => line.Split((char[])[',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsPlain(string item) => item.StartsWith(Plain, StringComparison.Ordinal);

    private static string Address(string item) => IsPlain(item) ? item[Plain.Length..] : item;

    // [::1]:11211 has one, ::1 has none.
    private static int? PortOf(string address) =>
        address.LastIndexOf(':') is > 0 and var colon && (address[colon - 1] == ']' || address.IndexOf(':', StringComparison.Ordinal) == colon) ? ConfigText.Port(address) : null;

    private static string At(string address, int port) => PortOf(address) is { } old ? address[..^Text(old).Length] + Text(port) : $"{(address.Contains(':', StringComparison.Ordinal) && address[0] != '[' ? $"[{address}]" : address)}:{Text(port)}";

    private static string Text(int number) => ConfigText.Text(number);
}
