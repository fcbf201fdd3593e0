using System.Text;
using System.Text.Json;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Tests.Authority;

/// <summary>Nothing that can reach a screen, a log or the inventory holds key material or a passphrase.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "geheim-4711";

    [Fact]
    public void No_output_holds_a_key_or_a_passphrase()
    {
        using var ground = new Ground();
        ground.Write("pass", Secret);
        var spec = Ground.Generated(intermediate: true, new(ground["pass"], null));
        LeafSpec[] leaves = [Ground.Leaf("web"), Ground.Leaf("db", key: KeyAlgorithm.Rsa2048)];
        var inventory = ground.Make(spec, leaves);
        var observation = ground.Observe(ground.Desired(spec, leaves), inventory, Depth.Full);
        var plan = ground.Issuing(leaves);
        using var contents = ContentSource.Prepare(plan, observation.Authorities, observation.Brought, Ground.Now).Value!;
        var resolved = contents.Resolve(plan.Files[0].File!);
        InventoryFile.Write(ground.State, inventory);
        RequestWriter.Write(ground.State, "shop", [.. leaves], ground["csr"], CancellationToken.None);
        ground.Write("pass", Secret + "-wrong");
        var refused = ContentSource.Prepare(plan, ground.Observe(ground.Desired(spec, leaves)).Authorities, observation.Brought, Ground.Now);

        var outputs = new StringBuilder();
        outputs.Append(observation).Append(observation.Observed).Append(observation.Authorities).Append(observation.Brought).Append(contents).Append(plan).Append(resolved);
        outputs.Append(JsonSerializer.Serialize(observation.Observed.Authorities)).Append(JsonSerializer.Serialize(observation.Observed.Material)).Append(JsonSerializer.Serialize(plan.Leaves));
        outputs.AppendJoin('\n', observation.Observed.Material.Values).AppendJoin('\n', observation.Observed.Authorities.Values).AppendJoin('\n', inventory.Leaves.Values);
        outputs.AppendJoin('\n', refused.Diagnostics).Append(refused).Append(ground.Read(".linkseal/inventory.json")).Append(ground.Read("csr/requests.txt")).Append(ground.Read("csr/web.csr"));
        outputs.Append(KeyBytes.Read(ground.Disk, ground["web.key"]));

        Assert.Equal("LS1308", Assert.Single(refused.Diagnostics).Code);
        Assert.All(Fragments(ground, "web.key", "db.key", ".linkseal/requests/web.key"), f => Assert.DoesNotContain(f, outputs.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, outputs.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", outputs.ToString(), StringComparison.Ordinal);
    }

    // Each line of a key's base64; the first would be there for every key of its kind, the last is too short to mean anything.
    private static IEnumerable<string> Fragments(Ground ground, params string[] files) =>
        files.SelectMany(f => ground.Read(f).Split('\n').Skip(2).Where(static l => l.Length > 30 && l[0] != '-'));
}
