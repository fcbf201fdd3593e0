using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime;

/// <summary>Who called: under sudo the state belongs to the one who typed it, not to root.</summary>
/// <param name="Owner">The owner of the state; null: whoever runs.</param>
/// <param name="Trusted">Users besides root and the running one whose symbolic links are followed.</param>
internal sealed record Invoker(Owner? Owner, ImmutableArray<int> Trusted)
{
    /// <summary>From <c>SUDO_UID</c> and <c>SUDO_GID</c>, which count only when root runs.</summary>
    public static Invoker Find(IDisk disk)
    {
        var user = disk.User == 0 ? Number("SUDO_UID") : null;
        return user is null or 0 ? new(null, []) : new(new(user.Value, Number("SUDO_GID")), [user.Value]);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
