using System.Globalization;

namespace Linkseal.Core.Editing;

/// <summary>A part of a path that is the entry of a list: <c>[name=value]</c>, the first whose <c>name</c> is <c>value</c>, or <c>[2]</c>, the third.</summary>
/// <param name="Name">The key that tells the entries apart; null: they are counted.</param>
/// <param name="Value">Its value.</param>
/// <param name="Index">The entry's number, from 0; counts without a name only.</param>
internal sealed record EntryPart(string? Name, string Value, int Index)
{
    /// <summary>The part as such; null: it is a mapping's key.</summary>
    public static EntryPart? Of(string part)
    {
        if (part is not ['[', .. var inner, ']']) return null;
        if (inner.IndexOf('=') is > 0 and var sign) return new(inner[..sign], inner[(sign + 1)..], 0);
        return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new(null, "", index) : null;
    }

    /// <summary>The part that finds an entry by one of its keys.</summary>
    public static string Named(string name, string value) => $"[{name}={value}]";
}
