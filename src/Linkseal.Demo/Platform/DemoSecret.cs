namespace Linkseal.Demo.Platform;

/// <summary>What nobody on the way should be able to read. The number is a card vendor's own for tests.</summary>
public static class DemoSecret
{
    /// <summary>What the store keeps it under.</summary>
    public const string Key = "card:4711";

    /// <summary>The secret.</summary>
    public const string Value = "4111-1111-1111-1111";
}
