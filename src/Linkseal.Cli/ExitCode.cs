namespace Linkseal.Cli;

/// <summary>How a run ended, for the shell (docs/architecture.md, "Exit codes").</summary>
internal enum ExitCode
{
    /// <summary>As described.</summary>
    Ok = 0,

    /// <summary>Reality differs: an error finding, changes pending with <c>plan --check</c>, answered no.</summary>
    Differs = 1,

    /// <summary>The input is wrong: diagnostics, wrong usage, no terminal and no <c>--yes</c>.</summary>
    BadInput = 2,

    /// <summary>The environment failed.</summary>
    Failed = 3,

    /// <summary>Ctrl-C: state as before, or completed by the next apply.</summary>
    Interrupted = 130,
}
