using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>The names of platforms and components: usable as a DNS label, as a common name and in a file name.</summary>
internal static class NameRule
{
    private const int Longest = 63;

    /// <summary>Letters, digits, <c>-</c> and <c>_</c> (compose services have underscores), no hyphen at either end, and not a number.</summary>
    public static bool Holds(string name) =>
        name.Length is > 0 and <= Longest && name[0] != '-' && name[^1] != '-' &&
        name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !name.All(char.IsAsciiDigit);

    /// <summary>What is wrong with a name; null: nothing.</summary>
    /// <param name="name">The name where it stands.</param>
    /// <param name="owner">Whose name it is: <c>a component</c>.</param>
    public static Diagnostic? Wrong(YamlNode.Scalar name, string owner) => Holds(name.Value) ? null : NameDiagnostics.BadName(name.Start, owner, name.Value);
}
