using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>
/// What takes a Secret of an earlier apply away that is not meant any more; <c>{name}</c>, <c>{namespace}</c> and <c>{context}</c> stand in the steps for the Secret's.
/// </summary>
/// <param name="Undescribed">It is no longer described (another name, another namespace, a part turned off), in the cluster that is described.</param>
/// <param name="Elsewhere">It lies in a cluster that is not the one described now.</param>
/// <param name="Context">The context of kubectl that is described; null: none.</param>
public sealed record SecretLeftovers(RunStep Undescribed, RunStep Elsewhere, string? Context)
{
    /// <summary>The step for one Secret.</summary>
    /// <param name="secret"><c>NAMESPACE/NAME</c>.</param>
    /// <param name="context">The context that it went to; null: not known.</param>
    public RunStep For(string secret, string? context)
    {
        var slash = secret.IndexOf('/', StringComparison.Ordinal);
        var template = context is null || context == Context ? Undescribed : Elsewhere;
        string Filled(string text) => text.Replace("{name}", secret[(slash + 1)..], StringComparison.Ordinal).Replace("{namespace}", secret[..slash], StringComparison.Ordinal)
            .Replace("{context}", context, StringComparison.Ordinal);
        return template with { Id = Filled(template.Id), Command = [.. template.Command.Select(Filled)], Reason = Filled(template.Reason) };
    }
}
