using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Runtime.Authority;

/// <summary>What can be wrong with an authority: in the state, of the user's, or in a folder of brought certificates.</summary>
internal static class AuthorityDiagnostics
{
    /// <summary>A generation in the state that is not whole: the one thing that must never be papered over, since making a new one replaces every leaf.</summary>
    /// <param name="name">The authority.</param>
    /// <param name="file">The file that is not as it should be.</param>
    /// <param name="what">What it is instead.</param>
    /// <param name="replaced">True: a new one was asked for, so this is only worth knowing.</param>
    public static Diagnostic Damaged(string name, string file, string what, bool replaced) =>
        new("LS1454", replaced ? Severity.Warning : Severity.Error, $"authority {name} in the state is damaged: {file} {what}")
        {
            File = file,
            Hint = $"put the file back from your backup of the state folder; without one, --new-authority makes a new authority {name} and new certificates for everything",
        };

    public static Diagnostic NotEncrypted(string name, string file) =>
        new("LS1455", Severity.Warning, $"the key of authority {name} in {file} is not encrypted, although the description names a passphrase: it was made before that")
        {
            File = file,
            Hint = $"openssl pkcs8 -topk8 -v2 aes256 -in {file} -out {file}.new, then put it in the place of {file} with mode 0600",
        };

    public static Diagnostic FileMissing(string file, string reason) =>
        new("LS1456", Severity.Error, $"the certificate or key file {file} {reason}")
        {
            File = file,
            Hint = "correct the path in the description, or run as a user who may read the file",
        };

    public static Diagnostic NoKeyIn(string file) =>
        new("LS1460", Severity.Error, $"{file} holds certificates and no private key; expected the key of the authority")
        {
            File = file,
            Hint = "give the file with the key under authority.existing; the same PKCS#12 file may be named twice",
        };

    public static Diagnostic WithinComponent(string state, string folder, string component) =>
        new("LS1457", Severity.Error, $"the state folder {state} lies inside {folder}, which component {component} reads: the authority's key would be within its reach")
        {
            File = state,
            Hint = "move linkseal.yaml (and the .linkseal folder beside it) to a folder of its own, for instance /etc/linkseal",
        };

    public static Diagnostic FolderMissing(string folder, string reason) =>
        new("LS1458", Severity.Error, $"the folder of brought certificates {folder} {reason}")
        {
            File = folder,
            Hint = "make the folder and put the certificates of your CA there, or correct authority.certificates",
        };

    public static Diagnostic SeveralInFolder(string folder, ImmutableArray<string> candidates) =>
        new("LS1459", Severity.Error, $"several CA certificates in {folder} could be the one to believe: {string.Join("; ", candidates)}")
        {
            File = folder,
            Hint = "name the root of your CA ca.crt, or take the others out of the folder",
        };
}
