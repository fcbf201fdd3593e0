using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

public class TomlFuzzTests
{
    [Fact]
    public void Whatever_the_bytes_reading_ends_soon_in_a_result_or_a_diagnostic_with_its_place()
    {
        var bytes = Gen.Choose(0, 255).Select(static b => (byte)b).ArrayOf().Select(Encoding.UTF8.GetString);
        var latin = Gen.Choose(0, 255).Select(static b => (char)b).ArrayOf().Select(static c => new string(c));
        var signs = Gen.Elements(
            "[", "]", "[[", "]]", "{", "}", "=", " = ", ",", ".", "\n", "\r\n", " ", "\t", "#", "a", "b", "\"", "'", "\"\"\"", "'''", "\\", "\\u0041", "1", "0x", "_", "-", "+", "e1", "inf", "true",
            "1979-05-27", "T07:32:00", "Z", "a = 1\n", "[a]\n", "[[b]]\n", "a.b = 2\n", "é", "\uFEFF").ArrayOf().Select(string.Concat);
        Check(Gen.OneOf(bytes, latin, signs, signs, signs), 8000, static text =>
        {
            Assert.True(Cost.Of(() => TomlReader.Read("f", text), out var result) < TimeSpan.FromSeconds(5));
            Assert.True(result.Value is null == !result.Diagnostics.IsEmpty);
            Assert.All(result.Diagnostics, d => Assert.True(d.At is { Line: >= 1, Column: >= 1 } at && at.Line <= text.Count(static c => c == '\n') + 1, $"{d}"));
            if (result.Value is { } document) AssertSpans(text, document.Root);
        });
    }

    [Fact]
    public void What_is_read_and_what_is_refused_is_the_same_to_Pythons_tomllib()
    {
        var samples = Directory.GetFiles(Fixtures.Folder("tidb"), "*.toml").Select(File.ReadAllText).Where(static t => t.Length < 8000).ToArray();
        var sample = from text in Gen.Elements(samples) from mutated in TomlTexts.Mutated(text) select mutated;
        var any = from text in TomlTexts.Any from mutated in TomlTexts.Mutated(text) select mutated;
        var texts = new List<string>();
        Check(Gen.OneOf(sample, any, TomlTexts.Any), 1500, text =>
        {
            if (text.EnumerateRunes().All(static r => r != Rune.ReplacementChar)) texts.Add(text);
        });

        using var folder = new TemporaryFolder();
        for (var i = 0; i < texts.Count; i++) File.WriteAllText(folder[$"{i}"], texts[i]);
        var result = Shell.Run(Missing.Program("python3"), ["-c", PythonReads, $"{texts.Count}"], folder.Path);
        Assert.True(result.ExitCode == 0, result.All);

        var read = 0;
        foreach (var (text, theirs) in texts.Zip(result.Output.Split('\n')))
        {
            var ours = TomlReader.Read("f", text);
            if (ours.Value is not null) read++;
            Assert.True(theirs == (ours.Value is { } document ? Written(document.Root) : "refused"), $"{text}\nours: {(ours.Value is { } d ? Written(d.Root) : ours.Diagnostics[0])}\ntheirs: {theirs}");
        }

        Assert.InRange(read, 200, texts.Count - 200);
    }

    [Theory]
    [InlineData("a = [", 20_000)]
    [InlineData("[a]\n", 50_000)]
    [InlineData("[[a]]\n", 50_000)]
    [InlineData("# a = 1\n", 100_000)]
    [InlineData("\n", 500_000)]
    [InlineData("'", 100_000)]
    [InlineData("\"\\", 100_000)]
    [InlineData("a = 1\n", 50_000)]
    [InlineData("a.", 100_000)]
    [InlineData("a = '''\n", 50_000)]
    [InlineData("1", 200_000)]
    [InlineData("x = [1, 2, 3, 4]\n[x.y]\n", 20_000)]
    public void A_long_text_of_one_sign_costs_by_its_length(string sign, int times) => Cost.AssertLinear(times, size =>
    {
        var text = string.Concat(Enumerable.Repeat(sign, size));
        TomlReader.Read("f", text);
        TomlReader.Read("f", "a = " + text);
        TomlReader.Read("f", "a = [" + text);
    });

    /// <summary>Line by line: <c>refused</c>, or all that was read. What Python takes beyond TOML 1.0 or beyond our limits counts as refused.</summary>
    private const string PythonReads = """
        import sys, tomllib, datetime
        class Beyond(Exception): pass
        def written(x):
            if isinstance(x, dict): return '{' + ','.join(text(k) + ':' + written(v) for k, v in sorted(x.items(), key=lambda e: e[0].encode('utf-16-be', 'surrogatepass'))) + '}'
            if isinstance(x, list): return '[' + ','.join(map(written, x)) + ']'
            if isinstance(x, bool): return 'true' if x else 'false'
            if isinstance(x, int):
                if not -2**63 <= x < 2**63: raise Beyond()
                return str(x)
            if isinstance(x, float): return 'f' + x.hex() if x == x and abs(x) != float('inf') else 'f' + str(x)
            if isinstance(x, str): return text(x)
            return 'moment'
        def text(s): return '"' + ''.join(c if c.isascii() and c.isalnum() else '%%%x;' % ord(c) for c in s) + '"'
        for i in range(int(sys.argv[1])):
            try:
                print(written(tomllib.loads(open(str(i), 'rb').read().decode('utf-8-sig'))))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, Beyond):
                print('refused')
        """;

    private static string Written(TomlNode node) => node switch
    {
        TomlNode.Table table => "{" + string.Join(',', table.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => Quoted(e.Key) + ":" + Written(e.Value))) + "}",
        TomlNode.Array array => "[" + string.Join(',', array.Items.Select(Written)) + "]",
        TomlNode.Scalar { Kind: TomlKind.String } scalar => Quoted(scalar.Value),
        TomlNode.Scalar { Float: { } value } => "f" + Hexadecimal(value),
        TomlNode.Scalar { Kind: TomlKind.Integer or TomlKind.Boolean } scalar => scalar.Value,
        _ => "moment",
    };

    private static string Quoted(string text) => "\"" + string.Concat(text.EnumerateRunes().Select(static r => r.IsAscii && char.IsAsciiLetterOrDigit((char)r.Value) ? r.ToString() : $"%{r.Value:x};")) + "\"";

    /// <summary>As Python's <c>float.hex</c> writes it.</summary>
    private static string Hexadecimal(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (sign, exponent, fraction) = (bits < 0 ? "-" : "", (int)((bits >> 52) & 0x7FF), bits & 0xFFFFFFFFFFFFF);
        if (exponent == 0 && fraction == 0) return sign + "0x0.0p+0";
        var power = (exponent == 0 ? 1 : exponent) - 1023;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}0x{(exponent == 0 ? 0 : 1)}.{fraction:x13}p{(power < 0 ? "" : "+")}{power}");
    }

    private static void AssertSpans(string text, TomlNode node)
    {
        Assert.InRange(node.StartIndex, 0, text.Length);
        Assert.InRange(node.EndIndex, node.StartIndex, text.Length);
        foreach (var below in node switch { TomlNode.Table t => t.Entries.Select(static e => e.Value), TomlNode.Array a => a.Items, _ => [] }) AssertSpans(text, below);
    }

    private static void Check<T>(Gen<T> texts, int count, Action<T> body) =>
        Prop.ForAll(texts.ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
