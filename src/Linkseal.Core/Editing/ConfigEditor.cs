using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing;

/// <summary>A text after its edits, with what is needed to take them out again.</summary>
/// <param name="Text">The new text.</param>
/// <param name="Applied">Every edit of ours that the text now holds, earlier ones included.</param>
public sealed record Edited(string Text, ImmutableArray<AppliedEdit> Applied);

/// <summary>Edits configuration of any supported format: the one entry for planner and checks.</summary>
public static class ConfigEditor
{
    /// <summary>
    /// Makes <paramref name="edits"/> true in <paramref name="text"/>. What is already so stays byte for byte.
    /// <paramref name="earlier"/> are our edits of before: kept where still wanted, taken out where no longer.
    /// A text that can't be parsed, or a line of ours that somebody changed by hand, is a diagnostic and no edit.
    /// </summary>
    /// <param name="format">How the text is parsed.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The text as it is.</param>
    /// <param name="edits">What is to be true.</param>
    /// <param name="earlier">What the inventory remembers of this file.</param>
    public static Result<Edited> Apply(ConfigFormat format, string file, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier) => format switch
    {
        ConfigFormat.Yaml => Yaml.YamlEditor.Apply(file, text, edits, earlier),
        ConfigFormat.Toml => Toml.TomlEditor.Apply(file, text, edits, earlier),
        _ => Statements.StatementEditor.Apply(format, file, text, edits, earlier),
    };

    /// <summary>Takes all of <paramref name="applied"/> out of <paramref name="text"/>; later edits by hand elsewhere survive.</summary>
    /// <param name="format">How the text is parsed.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The text as it is.</param>
    /// <param name="applied">What the inventory remembers of this file.</param>
    public static Result<Edited> Revert(ConfigFormat format, string file, string text, ImmutableArray<AppliedEdit> applied) => format switch
    {
        ConfigFormat.Yaml => Yaml.YamlEditor.Revert(file, text, applied),
        ConfigFormat.Toml => Toml.TomlEditor.Revert(file, text, applied),
        _ => Statements.StatementEditor.Revert(format, file, text, applied),
    };
}
