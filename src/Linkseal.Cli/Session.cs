using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;

namespace Linkseal.Cli;

/// <summary>What every command is given.</summary>
/// <param name="Terminal">The console.</param>
/// <param name="Global">The options of every command.</param>
/// <param name="Report">Where results go, as text or JSON.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record Session(ITerminal Terminal, GlobalArguments Global, Report Report, CancellationToken Cancellation);
