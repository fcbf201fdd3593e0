using System.Buffers;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Ends the reading: what follows could only be guessed at.</summary>
internal sealed class TomlRefusedException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <summary>A place in a TOML text that moves forward over blanks, comments and signs.</summary>
internal sealed class TomlScanner(string file, SourceText source)
{
    /// <summary>Deepest nesting, keys' parts counted: configuration has five levels, and the stack has room for far more than this.</summary>
    public const int DeepestNesting = 100;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n,]}#=\"'[{");

    public string File { get; } = file;

    public SourceText Source { get; } = source;

    public string Text => Source.Text;

    /// <summary>The index of the next character.</summary>
    public int Index { get; set; } = source.ContentStart;

    public bool AtEnd => Index >= Text.Length;

    /// <summary>The next character; NUL at the end, which no text that is read holds.</summary>
    public char Next => Index < Text.Length ? Text[Index] : '\0';

    private bool AtLineEnd => AtEnd || Next is '\n' or '\r';

    public bool Follows(string sign) => string.CompareOrdinal(Text, Index, sign, 0, sign.Length) == 0;

    /// <summary>Goes over the sign if it stands here.</summary>
    public bool Take(string sign)
    {
        if (!Follows(sign)) return false;
        Index += sign.Length;
        return true;
    }

    public void Expect(string sign, string reason)
    {
        if (!Take(sign)) throw Syntax(reason);
    }

    public void SkipBlanks()
    {
        while (Next is ' ' or '\t') Index++;
    }

    /// <summary>Goes over blanks, comments and line ends.</summary>
    public void SkipLines()
    {
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (!SkipLineEnd()) return;
        }
    }

    /// <summary>Goes over the rest of a line, which may hold blanks and a comment.</summary>
    public void EndLine(string after)
    {
        SkipBlanks();
        SkipComment();
        if (!AtEnd && !SkipLineEnd()) throw Syntax($"something follows {after} in the same line");
    }

    /// <summary>Goes over a line end; false: there is none.</summary>
    public bool SkipLineEnd() => Take("\n") || Take("\r\n");

    /// <summary>The characters from here to the next blank or sign, and goes over them.</summary>
    public string Word()
    {
        var length = Text.AsSpan(Index).IndexOfAny(WordEnds);
        var word = length < 0 ? Text[Index..] : Text.Substring(Index, length);
        Index += word.Length;
        return word;
    }

    public Position At(int index) => Source.PositionOf(index);

    public TomlRefusedException Syntax(string reason, int? at = null) => new(TomlDiagnostics.Syntax(File, At(at ?? Index), reason));

    public TomlRefusedException NotAValue(string reason, int at) => new(TomlDiagnostics.NotAValue(File, At(at), reason));

    /// <summary>Refuses what is nested too deep.</summary>
    public void CheckDepth(int depth)
    {
        if (depth > DeepestNesting) throw new TomlRefusedException(TomlDiagnostics.TooMuch(File, At(Index), $"nesting deeper than {DeepestNesting}"));
    }

    private void SkipComment()
    {
        if (Next != '#') return;
        while (!AtLineEnd) Index++;
    }
}
