using Linkseal.Core.Diagnostics;

namespace Linkseal.Runtime.Authority;

/// <summary>What can be wrong with where a passphrase is read from. None of them holds the passphrase.</summary>
internal static class PassphraseDiagnostics
{
    public static Diagnostic FileUnreadable(string file, string purpose, string reason) =>
        new("LS1450", Severity.Error, $"the passphrase file {file} for {purpose} can't be read: {reason}")
        {
            File = file,
            Hint = "the passphrase is the first line of the file; make the file readable for the user who runs linkseal, and for nobody else",
        };

    public static Diagnostic VariableUnset(string variable, string purpose) =>
        new("LS1451", Severity.Error, $"the environment variable {variable} with the passphrase for {purpose} is not set")
        {
            Hint = $"set it for this command only: {variable}=… linkseal …; under sudo, name it in --preserve-env={variable}",
        };

    public static Diagnostic Empty(string where, string purpose) =>
        new("LS1452", Severity.Error, $"the passphrase for {purpose} is empty: {where}")
        {
            Hint = "write the passphrase there, or take the passphrase out of the description",
        };

    public static Diagnostic Text(string file, string purpose) =>
        new("LS1453", Severity.Error, $"the first line of the passphrase file {file} for {purpose} is no UTF-8 text")
        {
            File = file,
            Hint = "save the file as UTF-8 text with the passphrase as its first line",
        };
}
