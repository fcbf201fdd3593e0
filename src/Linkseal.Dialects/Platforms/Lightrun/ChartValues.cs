using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Editing;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What is to be true in the values: the chart's own keys and nothing else, as a fragment or as edits of the user's file.</summary>
internal static class ChartValues
{
    private static readonly string[] Certificates = ["general", "internal_tls", "certificates"];

    /// <summary>Key and value, in the order in which they are written.</summary>
    public static ImmutableArray<(ImmutableArray<string> Key, EditValue Value)> Of(LightrunSetup setup)
    {
        var values = ImmutableArray.CreateBuilder<(ImmutableArray<string>, EditValue)>();
        values.Add((["general", "internal_tls", "enabled"], new EditValue.Flag(true)));
        values.Add(([.. Certificates, "verification"], new EditValue.Flag(setup.Settings.Verification)));
        if (setup.AuthoritySecret is { } authority) values.Add(([.. Certificates, "existing_ca_secret_name"], new EditValue.Text(authority)));
        values.Add(([.. Certificates, "source"], new EditValue.Text(InternalTls.Existing)));
        foreach (var slot in InOrder(setup)) values.Add(([.. Certificates, InternalTls.Existing, slot.Key], new EditValue.Text(slot.Secret)));
        if (setup.WritesPublic) values.Add((["certificate", "existing_cert"], new EditValue.Text(setup.Names.PublicSecret)));
        if (!setup.WritesKeycloakTrust) return values.DrainToImmutable();

        // helm stops where both are set; what the user's certificate was for stays, in the Secret beside ours.
        if (setup.Own.CustomAuthority.Length > 0) values.Add((["secrets", "customCa", "customCaCertificate"], new EditValue.Text("")));
        values.Add((["secrets", "customCa", "existingCaSecret"], new EditValue.Text(setup.Names.KeycloakTrust)));
        return values.DrainToImmutable();
    }

    /// <summary>The fragment's text: spaces only.</summary>
    public static string Fragment(LightrunSetup setup)
    {
        var text = new StringBuilder();
        text.Append("# Written by Linkseal from linkseal.yaml: change it there. helm has to read it after your own values, at every upgrade:\n");
        text.Append("#   helm upgrade ").Append(setup.Settings.Release).Append(" … ").AppendJoin(' ', LightrunSteps.ValuesFiles(setup, withFragment: true)).Append('\n');
        ImmutableArray<string> open = [];
        foreach (var (key, value) in Of(setup))
        {
            var shared = open.Zip(key).TakeWhile(static p => p.First == p.Second).Count();
            for (var depth = shared; depth < key.Length - 1; depth++) text.Append(' ', 2 * depth).Append(key[depth]).Append(":\n");
            text.Append(' ', 2 * (key.Length - 1)).Append(key[^1]).Append(": ").Append(Text(value)).Append('\n');
            open = key[..^1];
        }

        return text.ToString();
    }

    public static ImmutableArray<Edit> Edits(LightrunSetup setup) => [.. Of(setup).Select(static v => new Edit.Set(v.Key, v.Value))];

    // Secret names are DNS names: one that is all digits, or looks like a number, would be no text without its quotes.
    private static string Text(EditValue value) => value switch
    {
        EditValue.Flag flag => flag.Value ? "true" : "false",
        EditValue.Text text => text.Value == InternalTls.Existing ? text.Value : $"\"{text.Value}\"",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // The chart's own order, not that of restarts.
    private static IEnumerable<InternalSlot> InOrder(LightrunSetup setup) => setup.Slots.OrderBy(static s => ValuesReader.Keys.IndexOf(s.Key));
}
