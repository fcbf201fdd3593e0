using System.Globalization;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>owner</c> and <c>mode</c> of a component's files.</summary>
internal static class PermissionFields
{
    private const UnixFileMode Most = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Numbers only: names differ between host and container. A plain number is one too.</summary>
    public static Owner? Owner(FieldReader fields)
    {
        if (fields.Node("owner") is not { } node) return null;
        if (node is not YamlNode.Scalar scalar || !(PlainScalar.IsNumber(scalar) || PlainScalar.IsText(scalar)))
        {
            _ = Expect.Text(fields.Scope, node, "`owner`");
            return null;
        }

        if (ParseOwner(scalar.Value) is { } owner) return owner;
        fields.Scope.Report(ValueDiagnostics.BadOwner(scalar.Start, scalar.Value));
        return null;
    }

    /// <summary>Text only: the number 0640 without quotes is 416 or 640, by the reader's version of YAML.</summary>
    public static UnixFileMode? Mode(FieldReader fields)
    {
        if (fields.Text("mode") is not { } text) return null;
        if (ParseMode(text.Value) is not { } mode)
        {
            fields.Scope.Report(ValueDiagnostics.BadMode(text.Start, text.Value));
            return null;
        }

        if ((mode & ~Most) == UnixFileMode.None && mode.HasFlag(UnixFileMode.UserRead)) return mode;
        fields.Scope.Report(ValueDiagnostics.OpenMode(text.Start, text.Value));
        return null;
    }

    private static Owner? ParseOwner(string text) => text.Split(':') switch
    {
        [var user] when Number(user) is { } id => new(id),
        [var user, var group] when Number(user) is { } id && Number(group) is { } gid => new(id, gid),
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static UnixFileMode? ParseMode(string text)
    {
        if (text.Length is < 3 or > 4 || (text.Length == 4 && text[0] != '0') || text.AsSpan().IndexOfAnyExceptInRange('0', '7') >= 0) return null;
        return (UnixFileMode)Convert.ToInt32(text, 8);
    }
}
