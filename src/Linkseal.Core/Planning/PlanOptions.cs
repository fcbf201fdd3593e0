namespace Linkseal.Core.Planning;

/// <summary>How to plan.</summary>
public sealed record PlanOptions
{
    /// <summary><c>--new-authority</c>: certificates of an authority that is not in the state may be replaced.</summary>
    public bool NewAuthority { get; init; }

    /// <summary>False with <c>--root</c>: no commands are run, so only steps that are printed are planned.</summary>
    public bool RunsCommands { get; init; } = true;
}
