namespace Linkseal.Core.Editing.Toml;

/// <summary>Whether a node means a wanted value.</summary>
internal static class TomlMeaning
{
    /// <summary>True when the node already means the value: nothing has to change then.</summary>
    public static bool Holds(TomlNode? node, EditValue value) => (node, value) switch
    {
        (TomlNode.Scalar scalar, EditValue.Text text) => scalar.Text == text.Value,
        (TomlNode.Scalar scalar, EditValue.Number number) => scalar.Integer == number.Value,
        (TomlNode.Scalar scalar, EditValue.Flag flag) => scalar.Flag == flag.Value,
        (TomlNode.Array { IsTables: false } array, EditValue.List list) =>
            array.Items.Length == list.Items.Length && array.Items.Zip(list.Items).All(static p => p.First is TomlNode.Scalar { Text: { } text } && text == p.Second),
        _ => false,
    };
}
