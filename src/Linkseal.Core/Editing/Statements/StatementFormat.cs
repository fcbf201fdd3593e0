using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Writes values and statements, and says whether one says a value already. What is written is read again first: a value that a format can't say is none.</summary>
internal static class StatementFormat
{
    /// <summary>True when a statement says the value behind its first words.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="known">How many words belong to the key.</param>
    /// <param name="value">The value.</param>
    public static bool Holds(Grammar grammar, Statement statement, int known, EditValue value)
    {
        var words = statement.Words[known..];
        return value switch
        {
            _ when statement.IsSection && grammar.HasValues => false,
            EditValue.Raw raw => Parsed(grammar, raw.Value) is { IsDefault: false } wanted && Word.Same(words, wanted, grammar.IsTyped),
            EditValue.Text text when grammar is { RestIsValue: true, PartsAreWords: true } => statement.RawFrom(known) == text.Value,
            EditValue.Text text => words is [{ Items.IsDefault: true } word] && word.Text == text.Value && (word.IsQuoted || !grammar.NeedsCommas),
            EditValue.Number number => words is [var word] && !(grammar.IsTyped && word.IsQuoted) && long.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var said) && said == number.Value,
            EditValue.Flag flag => words is [var word] && !(grammar.IsTyped && word.IsQuoted) && (flag.Value ? grammar.True : grammar.False).Contains(word.Text),
            EditValue.List list when grammar.HasValues => words is [{ Items.IsDefault: false } word] && word.Items.Select(static i => i.Text).SequenceEqual(list.Items),
            EditValue.List list => words.Select(static w => w.Text).SequenceEqual(list.Items),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A value as the format spells it; null: it can't.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="value">The value.</param>
    /// <param name="replaced">The text that it replaces, whose quotes it takes where they fit; empty: none.</param>
    public static string? Value(Grammar grammar, EditValue value, string replaced = "") => value switch
    {
        EditValue.Raw raw => Parsed(grammar, raw.Value).IsDefault ? null : Trimmed(grammar, raw.Value),
        EditValue.Text text => Text(grammar, text.Value, replaced),
        EditValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        EditValue.Flag flag => (flag.Value ? grammar.True : grammar.False)[0],
        EditValue.List list when list.Items.Select(i => Text(grammar, i, "")).ToList() is var items => items.Contains(null) ? null
            : grammar.HasValues ? "[" + string.Join(", ", items) + "]"
            : grammar.PartsAreWords ? string.Join(' ', items) : null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A setting with its key, without what ends it.</summary>
    public static string Setting(Grammar grammar, string key, string sign, string value) => Name(grammar, key) + (value.Length == 0 && grammar.NamesStandAlone ? "" : sign + value);

    /// <summary>A part of a path as it is written: JSON's names stand in quotes.</summary>
    public static string Name(Grammar grammar, string part) => grammar.NeedsCommas ? Quoted(grammar.Words, part, grammar.Words.Quotes[0]) : part;

    /// <summary>The words of a value's text; default: it is no value, or more than one.</summary>
    public static ImmutableArray<Word> Parsed(Grammar grammar, string text)
    {
        var line = Setting(grammar, "x", grammar.NewSign, Trimmed(grammar, text));
        if (StatementReader.Read(grammar, "", line + grammar.Terminator, isPart: true).Value is not { Statements: [var only] } || only.Start > 0) return default;
        return only.Words[^1].End == line.Length && only.End == line.Length + grammar.Terminator.Length ? only.Words[1..] : default;
    }

    private static string Trimmed(Grammar grammar, string text) => grammar.KeepsBlanks ? text.TrimStart(' ', '\t') : text.Trim(' ', '\t');

    private static string? Text(Grammar grammar, string text, string replaced)
    {
        if (replaced.Length > 0 && grammar.Words.Quotes.Contains(replaced[0]) && Quoted(grammar.Words, text, replaced[0]) is var alike && Says(grammar, alike, text)) return alike;
        var isBare = grammar.Words.Bare.Length == 0 || (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || grammar.Words.Bare.Contains(c)));
        string?[] bare = [isBare ? text : null, Escaped(grammar.Words, text)];
        var quoted = grammar.Words.Quotes.Select(q => Quoted(grammar.Words, text, q));
        var quotesFirst = grammar.Words.PrefersQuotes && (replaced.Length == 0 || grammar.IsTyped || !text.All(char.IsAsciiLetterOrDigit));
        var ways = quotesFirst ? quoted.Concat(bare) : bare.Concat(quoted);
        return ways.FirstOrDefault(w => w is not null && Says(grammar, w, text));
    }

    private static bool Says(Grammar grammar, string written, string text) => Parsed(grammar, written) is { IsDefault: false } words && (grammar is { RestIsValue: true, PartsAreWords: true }
        ? written == text && !words.IsEmpty
        : words is [{ Items.IsDefault: true } word] && word.Text == text && (word.IsQuoted || !grammar.IsTyped));

    private static string Quoted(WordRules rules, string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        foreach (var c in text)
        {
            if (c == quote && rules.Doubles.Contains(quote)) quoted.Append(quote).Append(quote);
            else if (c == quote && (rules.Escapes + rules.EscapesItself).Contains(quote)) quoted.Append('\\').Append(c);
            else if (c == '\\' && rules.Escapes.Contains(quote)) quoted.Append(@"\\");
            else if (c is '$' or '`' && quote == '"' && rules.Escapable.Contains(c)) quoted.Append('\\').Append(c);
            else if (c is < ' ' or '\x7F' && rules.Escapes.Contains(quote)) quoted.Append(Control(rules, c));
            else quoted.Append(c);
        }

        return quoted.Append(quote).ToString();
    }

    private static string? Escaped(WordRules rules, string text)
    {
        if (!rules.EscapesOutside || rules.QuotesInside || rules.Quotes.Length > 0) return null;
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (c == '\\' || (c == ' ' && escaped.Length == 0)) escaped.Append('\\').Append(c);
            else if (c is < ' ' or '\x7F') escaped.Append(Control(rules, c));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string Control(WordRules rules, char c)
    {
        for (var i = 1; i < rules.Letters.Length; i += 2)
        {
            if (rules.Letters[i] == c) return $"\\{rules.Letters[i - 1]}";
        }

        return rules.Numbers.Length > 0 ? "\\" + rules.Numbers[0] + ((int)c).ToString("x" + rules.Numbers[1], CultureInfo.InvariantCulture) : c.ToString();
    }
}
