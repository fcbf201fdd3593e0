namespace Linkseal.Core.Certificates;

/// <summary>What a leaf is for: its extended key usages (RFC 5280 §4.2.1.12).</summary>
[Flags]
public enum Purposes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>serverAuth: it is presented by a server.</summary>
    Server = 1,

    /// <summary>clientAuth: it is presented by a caller.</summary>
    Client = 2,
}

/// <summary>The words of <see cref="Purposes"/>.</summary>
public static class PurposeWords
{
    /// <summary><c>serverAuth</c>, <c>clientAuth</c>, <c>serverAuth and clientAuth</c>.</summary>
    public static string Words(this Purposes purposes) => purposes switch
    {
        Purposes.Server => "serverAuth",
        Purposes.Client => "clientAuth",
        Purposes.Server | Purposes.Client => "serverAuth and clientAuth",
        _ => "nothing",
    };
}
