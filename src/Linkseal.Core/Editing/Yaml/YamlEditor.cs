using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Splices edits into YAML text.</summary>
public static class YamlEditor
{
    /// <inheritdoc cref="ConfigEditor.Apply"/>
    public static Result<Edited> Apply(string file, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier) => throw new NotSupportedException(file);

    /// <inheritdoc cref="ConfigEditor.Revert"/>
    public static Result<Edited> Revert(string file, string text, ImmutableArray<AppliedEdit> applied) => throw new NotSupportedException(file);
}
