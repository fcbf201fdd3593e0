using System.Text;

namespace Linkseal.Cli.Views.Html;

/// <summary>Writes elements that are well-formed as HTML and as XML at once. Whatever is put into it is encoded; there is no way to put markup in as text.</summary>
/// <remarks>An element that is part of a line stays in its line; every other begins one, so that the file can be read and compared.</remarks>
internal sealed class Markup
{
    private static readonly HashSet<string> OfALine = ["a", "b", "code", "span", "small", "strong", "time", "tspan"];
    private readonly StringBuilder _text = new();
    private readonly Stack<(string Name, bool HoldsLines)> _open = new();

    /// <summary>What was written so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Opens an element, which ends when the result is disposed of.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Its attributes; one whose value is null is left out.</param>
    public IDisposable In(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(name, attributes, ">");
        _open.Push((name, false));
        return new Opened(this);
    }

    /// <summary>An element that holds nothing but text.</summary>
    public void Put(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (In(name, attributes)) Text(text);
    }

    /// <summary>An element without content.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string? Value)> attributes) => Begin(name, attributes, " />");

    /// <summary>Text.</summary>
    public void Text(string text) => Encode(VisibleText.Of(text));

    /// <summary>The content of a style element, which is ours and holds neither <c>&lt;</c> nor <c>&amp;</c>.</summary>
    public void Style(string sheet) => _text.Append(sheet);

    private void Begin(string name, ReadOnlySpan<(string Name, string? Value)> attributes, string end)
    {
        if (!OfALine.Contains(name)) NewLine();
        _text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null) continue;
            _text.Append(' ').Append(attribute).Append("=\"");
            Encode(VisibleText.Of(value));
            _text.Append('"');
        }

        _text.Append(end);
    }

    private void NewLine()
    {
        if (_open.TryPop(out var around)) _open.Push((around.Name, true));
        if (_text.Length > 0) _text.Append('\n').Append(' ', _open.Count);
    }

    private void End()
    {
        var (name, holdsLines) = _open.Pop();
        if (holdsLines) _text.Append('\n').Append(' ', _open.Count);
        _text.Append("</").Append(name).Append('>');
    }

    private void Encode(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }
    }

    private sealed class Opened(Markup markup) : IDisposable
    {
        public void Dispose() => markup.End();
    }
}
