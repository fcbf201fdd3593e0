using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Description;

namespace Linkseal.Core.Tests.Description;

/// <summary>Whatever is typed: no exception, and every diagnostic says where.</summary>
public class DescriptionPropertyTests
{
    private static readonly string[] Words =
    [
        "platform", "profile", "settings", "authority", "generate", "existing", "certificates", "ca", "leaf", "key", "lifetime", "renewAt", "subject", "components",
        "web", "db", "dialect", "files", "folder", "names", "hosts", "address", "port", "owner", "mode", "mounts", "plaintext", "restart", "level", "links", "clients",
        "root", "passphrase", "file", "env", "pkcs12", "harbor", "docker", "90d", "2/3", "\"0640\"", "8443", "-1", "0.5", "true", "~", "/srv/a", "../b", "web -> db", "->",
        ": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", ", "\"", "'", "&a ", "*a", "# ", "|", ">", "\t", "\r\n", "?", "!!str ", "\\", "\0", "é", "😀", "\uD800",
    ];

    private static readonly string[] Samples =
    [
        .. Described.Files(Path.Combine(Described.Golden, "good")).Select(File.ReadAllText),
        .. Described.Files(Described.Examples).Select(File.ReadAllText),
    ];

    [Fact]
    public void Random_text_is_read_or_refused_with_places() =>
        Check(Gen.Elements(Words).ListOf().Select(static words => string.Concat(words)), 2_000);

    [Fact]
    public void A_damaged_example_is_read_or_refused_with_places() => Check(
        from sample in Gen.Elements(Samples)
        from first in Damage(sample)
        from second in Damage(first)
        select second,
        2_000);

    [Fact]
    public void The_order_of_keys_does_not_matter()
    {
        var shuffled =
            from good in Gen.Elements(true, false)
            from sample in Gen.Elements(good ? Plain("good") : Plain("bad"))
            from order in Gen.Shuffle(Enumerable.Range(0, 9).ToArray())
            select (sample, Reorder(sample, order));
        Prop.ForAll(shuffled.ToArbitrary(), static pair => Content(pair.sample) == Content(pair.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void The_order_of_a_components_keys_does_not_matter()
    {
        string[] keys =
        [
            "dialect: files", "folder: /srv/a", "names: [b, a]", "hosts: [h]", "port: 0", "owner: 7", "mode: \"640\"", "mounts: { /srv: /a, /srv/b: /c }", "plaintext: keep",
            "level: top", "files: { key: k, ca: c, pkcs12: { file: k }, chain: c }", "foldr: x",
        ];
        var expected = Content("platform: shop\ncomponents:\n  web: { " + string.Join(", ", keys) + " }\n");
        Prop.ForAll(Gen.Shuffle(keys).ToArbitrary(), order => Content("platform: shop\ncomponents:\n  web: { " + string.Join(", ", order) + " }\n") == expected)
            .QuickCheckThrowOnFailure();
    }

    private static void Check(Gen<string> texts, int count) =>
        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            var read = Described.Read(text);
            return read.Diagnostics.All(static d => d is { At: { Line: > 0, Column: > 0 }, File: "linkseal.yaml" }) && (read.Value is not null || read.Failed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count));

    private static Gen<string> Damage(string text) =>
        from at in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, Math.Min(12, text.Length - at))
        from put in Gen.OneOf(Gen.Constant(""), Gen.Elements(Words), Gen.Choose(0, Math.Max(0, text.Length - 30)).Select(i => text[i..Math.Min(text.Length, i + 30)]))
        select text[..at] + put + text[(at + length)..];

    private static string[] Plain(string folder) => [.. Described.Files(Path.Combine(Described.Golden, folder)).Select(File.ReadAllText).Where(static t => Sections(t).Length > 1 && !t.Contains('*', StringComparison.Ordinal))];

    /// <summary>The text's top-level keys, each with all its lines; an example that is no mapping of keys, or has one twice, is not shuffled.</summary>
    private static string[] Sections(string text)
    {
        var sections = new List<string>();
        foreach (var line in text.Split('\n').Where(static l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] is ' ') sections[^1] += line + "\n";
            else if (char.IsAsciiLetter(line[0])) sections.Add(line + "\n");
            else return [];
        }

        return sections.DistinctBy(static s => s.Split(':')[0]).Count() == sections.Count && Described.Read(text).Diagnostics.All(static d => d.Code[..4] == "LS10") ? [.. sections] : [];
    }

    private static string Reorder(string text, int[] order)
    {
        var sections = Sections(text);
        return string.Concat(order.Where(i => i < sections.Length).Select(i => sections[i]));
    }

    // Without places: what is described, and what is wrong.
    private static string Content(string text)
    {
        var read = Described.Read(text);
        var (d, a) = (read.Value, read.Value?.Authority);
        string[] lines =
        [
            $"{d?.Platform} {d?.Profile?.Name.Value} {d?.Root} {d?.Leaf} {a?.Key} {a?.Lifetime} {a?.Subject} {a?.Intermediate} {a?.Passphrase} {a?.Existing} {a?.Certificates} {a?.Certificate}",
            .. d?.Components.Select(static c => $"{c.Name.Value} {c.Dialect?.Value} {c.Folder} {c.Port} {c.Owner} {c.Mode} {c.Level} {string.Join(',', c.Names)} {string.Join(',', c.Files)}") ?? [],
            .. d?.Links.Select(static l => $"{l.Caller.Value} {l.Callee.Value} {l.Level}") ?? [],
            .. read.Diagnostics.Select(static x => x.Code + " " + x.Message.Split(" stands already in line")[0]).Order(StringComparer.Ordinal),
        ];
        return string.Join('\n', lines);
    }
}
