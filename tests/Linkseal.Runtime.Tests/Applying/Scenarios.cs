using System.Globalization;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>The applies that the crash proofs are made for: how the site stands before, and the plan.</summary>
internal static class Scenarios
{
    /// <param name="name"><c>first</c>, <c>second</c> (flat files), <c>switched 1</c> to <c>switched 4</c>.</param>
    public static (Func<Site> Make, Func<Site, Plan> Plan) Of(string name)
    {
        if (name == "first") return (static () => new Site(), static site => site.First());
        if (name == "second") return (Second, static site => site.Second());
        var number = int.Parse(name["switched ".Length..], CultureInfo.InvariantCulture);
        return (() => SwitchedSite.Before(number), site => site.Switched(number));
    }

    private static Site Second()
    {
        var site = new Site();
        Assert.Equal((ApplyEnd.Done, null), site.Apply(site.First()) is var r ? (r.End, r.Failure) : default);
        return site;
    }
}
