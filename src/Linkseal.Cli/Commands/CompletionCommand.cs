using Linkseal.Cli.Arguments;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal completion bash|zsh</c>: the script that makes the shell complete commands and options.</summary>
internal static class CompletionCommand
{
    // The program's own name is put in place of however it was called (./linkseal), which the parser would take for a command.
    private const string Bash = """
        # linkseal completion bash > /etc/bash_completion.d/linkseal
        _linkseal() {
          local line="linkseal${COMP_LINE#"${COMP_WORDS[0]}"}" word="${COMP_WORDS[COMP_CWORD]}"
          local at=$((COMP_POINT - ${#COMP_WORDS[0]} + 8))
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$at]" "$line" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _linkseal linkseal
        """;

    private const string Zsh = """
        #compdef linkseal
        # linkseal completion zsh > "${fpath[1]}/_linkseal"
        _linkseal() {
          local line="linkseal ${(j: :)words[2,CURRENT]}"
          local -a found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -- ${found:#} || _files
        }
        compdef _linkseal linkseal
        """;

    /// <summary>Prints it.</summary>
    public static ExitCode Run(Session session, CompletionArguments arguments)
    {
        session.Terminal.Output.Write((arguments.Shell == "zsh" ? Zsh : Bash) + "\n");
        return ExitCode.Ok;
    }
}
