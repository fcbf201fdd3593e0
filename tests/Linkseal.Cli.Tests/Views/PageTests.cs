using Linkseal.Cli.Views;

namespace Linkseal.Cli.Tests.Views;

public sealed class PageTests
{
    [Fact]
    public void Control_characters_of_a_file_are_shown_and_not_obeyed()
    {
        var text = Written(static page => page.Line("CN=\e[2J\u202Eevil\r\n"));
        Assert.Equal("CN=\\u001b[2J\\u202eevil\\u000d\\u000a\n", text);
    }

    [Fact]
    public void Words_are_wrapped_and_a_longer_word_stays_whole() =>
        Assert.Equal(["one two", "/a/path/longer/than/ten", "three"], Page.Wrap("one two /a/path/longer/than/ten three", 10));

    [Fact]
    public void Only_the_last_column_is_broken()
    {
        var text = Written(static page => Table.Write(page, ["A", "B"], [["first", "word word word word word word word word"]]), width: 40);
        Assert.Equal("A      B\nfirst  word word word word word word\n       word word\n", text);
    }

    [Fact]
    public void In_a_narrow_window_the_last_column_stands_below_its_row()
    {
        var text = Written(static page => Table.Write(page, ["A", "B", "C"], [["first", "1", "word word word word word word word"], ["second", "2", ""]]), width: 34);
        Assert.Equal("A       B\nfirst   1\n    word word word word word word\n    word\nsecond  2\n", text);
    }

    [Fact]
    public void Empty_cells_at_the_end_leave_no_blanks()
    {
        var text = Written(static page => Table.Write(page, [], [["a", "b", ""], ["long one", "b", "c"]]));
        Assert.Equal("a         b\nlong one  b  c\n", text);
    }

    private static string Written(Action<Page> write, int width = 100)
    {
        var writer = new StringWriter();
        write(new(writer, colour: false, width));
        return writer.ToString();
    }
}
