using Linkseal.Cli.Commands;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Tests.Commands;

public sealed class StatusTests
{
    [Fact]
    public void The_first_expiry_says_what_renews_it()
    {
        var inventory = Samples.Observed(null, Samples.Installed("aa", Samples.Now.AddDays(90))).Inventory;
        Assert.Equal(
            "First to expire: web, in 90 days (2027-02-19). linkseal apply renews it from 2027-01-20 on; docs/renewal.md has a timer that runs it.",
            FirstExpiry.Of(inventory, [Samples.Web])!.Text(Samples.Now));
        Assert.EndsWith("It was brought: bring its successor, then run linkseal apply.", FirstExpiry.Of(inventory, [])!.Text(Samples.Now));
        Assert.Null(FirstExpiry.Of(Inventory.Empty, []));
    }
}
