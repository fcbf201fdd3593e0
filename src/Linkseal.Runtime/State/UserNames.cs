using System.Globalization;

namespace Linkseal.Runtime.State;

/// <summary>The names of users, for messages: a command line with a name is one that people type.</summary>
internal static class UserNames
{
    private const string Users = "/etc/passwd";

    /// <summary>The name of a user of this machine's own list; null where there is none (a directory service knows him, or nobody does).</summary>
    public static string? Of(int user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines(Users).Select(static l => l.Split(':')).FirstOrDefault(f => f.Length > 2 && f[2] == number)?[0];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
