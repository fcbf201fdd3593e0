using System.Collections.Immutable;
using System.Security.Cryptography;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;
using Linkseal.Pki;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Authority;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Verification;

/// <summary>
/// The client certificates of one run of <c>verify</c>. A caller's own where it can be read, else a twin of the same identity. Strangers are signed in memory by the real authority,
/// live at most five minutes, are called <see cref="Strangers.Name"/> and are never written; the foreign one is of a throw-away authority. Each is made once, when it is first needed.
/// </summary>
internal sealed class ProbeCertificates(AuthorityStore authorities, LocalPlace place, DateTimeOffset now) : IDisposable
{
    private readonly Dictionary<string, Made> _made = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>What a link's caller shows.</summary>
    public Made Caller(LinkQuestion question)
    {
        if (question.Shown is not { } leaf) return new(null, $"{question.Link.Caller} has no client certificate");
        return Once("caller " + leaf.Name, () => Own(question, leaf) ?? Twin(leaf));
    }

    /// <summary>A stranger of an authority.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="authority">The authority that the endpoint's callers have; null: it is none of ours.</param>
    public Made Stranger(ProbeKind kind, string? authority) => kind switch
    {
        ProbeKind.NoCertificate or ProbeKind.OtherAccount => new(null, ""),
        ProbeKind.Foreign => Once("foreign", () => new(Strangers.Foreign(now), "")),
        _ when authority is null => new(null, "its callers' certificates are of an authority whose key is not here"),
        _ => Once($"{kind} {authority}", () => OfAuthority(kind, authority)),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var made in _made.Values) made.Identity?.Dispose();
    }

    private Made Once(string name, Func<Made> make)
    {
        lock (_gate)
        {
            if (!_made.TryGetValue(name, out var made)) _made[name] = made = make();
            return made;
        }
    }

    private Made? Own(LinkQuestion question, LeafSpec leaf)
    {
        List<Material> read = [];
        try
        {
            foreach (var (path, bytes) in place.Read(question.ShownFiles, CancellationToken.None)) read.Add(ManifestReader.Material(path, bytes));
            var certificates = read.SelectMany(static m => m.Certificates).DistinctBy(static c => c.Facts.Sha256).ToImmutableArray();
            if (ClientIdentity.Pair(certificates, read.SelectMany(static m => m.Keys)) is not { } own)
            {
                // A twin would hide that the caller itself can't get in. One whose key lies elsewhere has a twin.
                if (read.Exists(static m => m.Keys.Length > 0) && certificates.Length > 0) return new(null, $"certificate and key of {leaf.Component} are no pair");
                return read.Count > 0 && read.Count == question.ShownFiles.Length ? new(null, $"the files of {leaf.Component} hold no certificate with its key (linkseal check says what they hold)") : null;
            }

            return new(ClientIdentity.Of($"{leaf.Component}'s own", own.Chain, own.Key), "");
        }
        catch (Exception error) when (error is EnvironmentException or CryptographicException)
        {
            return null;
        }
        finally
        {
            read.ForEach(static m => m.Dispose());
        }
    }

    private Made Twin(LeafSpec leaf)
    {
        if (leaf.Source is not LeafSource.Made made) return new(null, $"the certificate of {leaf.Component} can't be read here, and the key of its authority is not here");
        var twin = leaf with { Lifetime = Strangers.FiveMinutes, Key = KeyAlgorithm.EcdsaP256 };
        return Issue(made.Authority, signer => signer.Issue(twin, now), "twin of " + leaf.Component);
    }

    private Made OfAuthority(ProbeKind kind, string authority)
    {
        var leaf = Strangers.Leaf(authority, kind is ProbeKind.WrongPurpose ? Purposes.Server : Purposes.Client);
        var shown = $"{Strangers.Name}, {kind.Text()}";
        return Issue(authority, signer => kind is ProbeKind.Expired ? Expired(signer, leaf) : signer.Issue(leaf, now), shown);
    }

    // It has to have lived within its authority's life, and to be over by any clock: of an authority that is minutes old, just barely.
    private IssuedLeaf Expired(Pki.Issuing.Authority signer, LeafSpec leaf)
    {
        var born = signer.Intermediates.Append(signer.Root).Max(static c => c.Facts.NotBefore);
        var (from, until) = (now.AddMinutes(-20), now.AddMinutes(-15));
        if (from > born) return signer.Issue(leaf, from, until);
        if (born.AddMinutes(2) > now) throw new InvalidOperationException($"authority {signer.Name} is too young to have signed anything that has expired");
        return signer.Issue(leaf, born, born.AddMinutes(1));
    }

    private Made Issue(string authority, Func<Pki.Issuing.Authority, IssuedLeaf> make, string shown)
    {
        try
        {
            var (signer, reason) = authorities.TrySigner(authority);
            if (signer is null) return new(null, reason);
            using var issued = make(signer);
            return new(ClientIdentity.Of(shown, issued.Chain, issued.Key), "");
        }
        catch (Exception error) when (error is InvalidOperationException or EnvironmentException or CryptographicException)
        {
            return new(null, error.Message);
        }
    }
}

/// <summary>A client certificate of a run, or why there is none.</summary>
/// <param name="Identity">The certificate; null: none.</param>
/// <param name="Reason">Why there is none; empty: none is meant to be.</param>
internal sealed record Made(ClientIdentity? Identity, string Reason);
