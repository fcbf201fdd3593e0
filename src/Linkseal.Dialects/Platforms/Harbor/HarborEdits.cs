using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What is to be true in harbor.yml. The same before and after an apply, so that a second plan is empty.</summary>
internal static class HarborEdits
{
    public static ImmutableArray<DesiredEdit> Of(HarborSetup setup)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        if (setup.Settings.HostName is { } name) edits.Add(Set(name.Value, "hostname"));
        if (setup.Https.IsWritten)
        {
            edits.Add(Number(setup.Https.Port, "https", "port"));
            edits.Add(Set(setup.Https.Certificate, "https", "certificate"));
            edits.Add(Set(setup.Https.Key, "https", "private_key"));
        }
        else if (setup is { Https.IsOn: true, Settings.Https.Port: { } port })
        {
            edits.Add(Number(port, "https", "port"));
        }

        if (setup.InternalTls)
        {
            edits.Add(new Edit.Set(["internal_tls", "enabled"], new EditValue.Flag(true)));
            edits.Add(Set(setup.Paths.InternalFolder, "internal_tls", "dir"));
        }

        return edits.Count == 0 ? [] : [new(setup.Paths.HarborYml, InternalFiles.Whole, ConfigFormat.Yaml, edits.ToImmutable())];
    }

    private static Edit.Set Set(string value, params ImmutableArray<string> key) => new(key, new EditValue.Text(value));

    private static Edit.Set Number(int value, params ImmutableArray<string> key) => new(key, new EditValue.Number(value));
}
