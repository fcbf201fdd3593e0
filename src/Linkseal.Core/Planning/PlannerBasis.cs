using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>What a plan was made from, so that apply can refuse when it moved.</summary>
internal static class PlannerBasis
{
    public static ImmutableDictionary<string, string?> Of(PlannerScope scope, Plan plan)
    {
        var basis = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var file in scope.Desired.Files) Add(scope, basis, file.Path);
        foreach (var change in plan.Files) Add(scope, basis, change.Path);
        foreach (var edit in plan.Edits) Add(scope, basis, edit.Path);
        return basis.ToImmutable();
    }

    // A file that could not be hashed can't be held to its hash; a symlinked configuration file is held to EditChange.Before.
    private static void Add(PlannerScope scope, ImmutableDictionary<string, string?>.Builder basis, string path)
    {
        var state = scope.State(path);
        if (state.Kind is FileKind.Missing) basis[path] = null;
        else if (state is { Kind: FileKind.Regular, Sha256: { } hash }) basis[path] = hash;
    }
}
