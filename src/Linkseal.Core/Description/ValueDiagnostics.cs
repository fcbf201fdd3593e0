using Linkseal.Core.Diagnostics;
using static Linkseal.Core.Description.ShapeDiagnostics;

namespace Linkseal.Core.Description;

/// <summary>What can be wrong with single values: addresses, ports, durations, owners, modes, paths, subjects, passphrases.</summary>
internal static class ValueDiagnostics
{
    public static Diagnostic BadAddress(Position at, string text) => Error(
        "LS1013", at, $"{Quoted.Text(text)} is no address", "write `db.internal`, `db.internal:5432`, `10.0.0.7:5432` or `[fd00::7]:5432`; ports are 1 to 65535");

    public static Diagnostic BadPort(Position at, string text) =>
        Error("LS1014", at, $"{Quoted.Text(text)} is no port", "a port is a whole number from 1 to 65535");

    public static Diagnostic BadLifetime(Position at, string owner, string text) => Error(
        "LS1015", at, $"{owner} can't be {Quoted.Text(text)}: a duration is a whole number and one of m, h, d, w, y, from 5m to 100y",
        "write `90d`, `12h` or `10y`");

    public static Diagnostic BadFraction(Position at, string text) => Error(
        "LS1016", at, $"`renewAt` can't be {Quoted.Text(text)}: it is the part of a certificate's life after which it is renewed, above 0 and below 1",
        "write `2/3` or `0.5`");

    public static Diagnostic BadOwner(Position at, string text) => Error(
        "LS1017", at, $"{Quoted.Text(text)} is no owner: a user's number, or the numbers of user and group",
        "write `\"1000\"` or `\"1000:1000\"`; `id -u NAME` prints a name's number");

    public static Diagnostic BadMode(Position at, string text) =>
        Error("LS1018", at, $"{Quoted.Text(text)} is no file mode: three octal digits after a 0, in quotes", "write `\"0600\"` or `\"0640\"`");

    public static Diagnostic OpenMode(Position at, string text) => Error(
        "LS1019", at, $"mode {Quoted.Text(text)} is not for a private key: its owner must be able to read it, its group may read it, nobody else may",
        "write `\"0600\"`, or `\"0640\"` where the product reads it by its group");

    public static Diagnostic BadMount(Position at, string text, string reason) => Error(
        "LS1020", at, $"the mount {Quoted.Text(text)} {reason}", "write both sides absolute, `HOST_FOLDER: FOLDER_INSIDE`, as in `{ /srv/job: /app }`");

    public static Diagnostic BadFileName(Position at, string owner, string name) => Error(
        "LS1021", at, $"{Quoted.Text(name)} in {owner} is no plain file name: it would leave the component's folder, or no file can have it",
        "write the name alone, as in `tls.crt`; the folder is the component's `folder`");

    /// <param name="at">Where the later of the two stands.</param>
    /// <param name="first">One writer.</param>
    /// <param name="second">The other.</param>
    /// <param name="path">The file.</param>
    public static Diagnostic OneFileTwice(Position at, string first, string second, string path) => Error(
        "LS1023", at, $"{first} and {second} have the same file {Quoted.Text(path)}", "give each a `folder` of its own, or other names under `files:`");

    public static Diagnostic PassphraseInline(Position at, string owner) => Error(
        "LS1025", at, $"{owner} stands in the description itself: everybody who reads this file would have it, and so would its history",
        "write `{ file: PATH }` or `{ env: NAME }`; take a new passphrase if this file was ever shared");

    public static Diagnostic PassphraseSource(Position at, string owner) => Error(
        "LS1026", at, $"{owner} says where a passphrase is read from: exactly one of `file` (a path) and `env` (the name of an environment variable)",
        "write `{ file: PATH }` or `{ env: NAME }`");

    public static Diagnostic BadPath(Position at, string owner, string text, string reason) =>
        Error("LS1030", at, $"{owner} can't be {Quoted.Text(text)}: {reason}", "write a path: absolute, or relative to the folder of this file");

    public static Diagnostic BadSubject(Position at, string owner, string expected) =>
        Error("LS1032", at, $"{owner} of a certificate's subject is {expected}", null);

    public static Diagnostic InStateFolder(Position at, string owner) => Error(
        "LS1035", at, $"{owner} lies in `.linkseal`, the folder of Linkseal's own state with the authority's key: no component may read there",
        "choose a folder of the component's own");

    public static Diagnostic BadVersion(Position at, string text) =>
        Error("LS1037", at, $"{Quoted.Text(text)} is no version", "write it as the product prints it, as in `7.0.15`");

    public static Diagnostic BadAccount(Position at, string owner, string text) =>
        Error("LS1038", at, $"{owner} can't be {Quoted.Text(text)}: at most 63 characters, without quotes, backslashes and control characters", null);

    public static Diagnostic BadCommand(Position at, string owner) =>
        Error("LS1036", at, $"{owner} is no command: it is empty, or longer than one line", "write it as you would type it, as in `systemctl restart nginx`");
}
