using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;

namespace Linkseal.Pki.Tests;

/// <summary>Small values that many tests start from.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(DateTimeOffset.UtcNow.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary>A time at which everything that openssl makes during the test is valid.</summary>
    public static DateTimeOffset Later { get; } = Now.AddHours(2);

    public static LeafSpec Leaf(string name = "core", params string[] names) => new()
    {
        Name = name,
        Component = name,
        Source = new LeafSource.Made("internal"),
        Subject = new() { CommonName = name, Organization = "Linkseal tests" },
        Names = [.. (names.Length == 0 ? [name] : names).Select(static n => AlternativeName.Parse(n)!)],
        Purposes = Purposes.Server | Purposes.Client,
    };

    public static AuthoritySource.Generated Generated(KeyAlgorithm key = KeyAlgorithm.EcdsaP256, bool intermediate = false) => new()
    {
        Key = key,
        Intermediate = intermediate,
        Subject = new() { Country = "CH", State = "Zürich", Locality = "Zürich", Organization = "Linkseal tests", Unit = "PKI", CommonName = "shop authority" },
    };

    public static Authority Authority(KeyAlgorithm key = KeyAlgorithm.EcdsaP256, bool intermediate = false, int generation = 1) =>
        AuthorityFactory.Make("internal", Generated(key, intermediate), generation, Now);
}
