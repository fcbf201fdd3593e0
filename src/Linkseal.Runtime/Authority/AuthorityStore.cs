using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Issuing;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>
/// The authorities of one description: generated ones in the state, the user's own, and those of which only the certificate is here.
/// Certificates are read at once, keys only when something has to be signed. Owns the keys.
/// </summary>
public sealed class AuthorityStore : IDisposable
{
    private readonly StateFolder _state;
    private readonly ImmutableDictionary<string, LoadedAuthority> _loaded;
    private readonly Dictionary<string, Lazy<Pki.Issuing.Authority>> _signers = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<Action> _made = [];

    private AuthorityStore(StateFolder state, ImmutableDictionary<string, LoadedAuthority> loaded) => (_state, _loaded) = (state, loaded);

    /// <summary>What exists, by name; absent: still to be made, or what is wrong with it was reported.</summary>
    public ImmutableDictionary<string, AuthorityFacts> Known => field ??= _loaded.ToImmutableDictionary(static l => l.Key, static l => l.Value.Facts);

    internal IEnumerable<Certificate> Certificates => _loaded.Values.SelectMany(static l => l.Certificates);

    /// <summary>Reads the certificates of every authority, and what is wrong with each. The value is there even when one of them failed.</summary>
    /// <param name="state">Where generated ones lie.</param>
    /// <param name="place">Where <see cref="AuthoritySource.Existing.OnPlace"/> paths lie.</param>
    /// <param name="brought">Folders of brought certificates, each read once.</param>
    /// <param name="specs">The authorities.</param>
    /// <param name="now">Against what dates are judged.</param>
    /// <param name="keys">True: also opens the keys of the user's own authorities that need no passphrase, to see that they fit (<c>check</c>).</param>
    /// <param name="newAuthority">True (<c>--new-authority</c>): damage in the state is a warning.</param>
    /// <param name="maximumIntermediates">How many certificates between leaf and root the products follow.</param>
    public static Result<AuthorityStore> Load(
        StateFolder state,
        LocalPlace place,
        BroughtFolders brought,
        IEnumerable<AuthoritySpec> specs,
        DateTimeOffset now,
        bool keys,
        bool newAuthority = false,
        int maximumIntermediates = int.MaxValue)
    {
        var loaded = ImmutableDictionary.CreateBuilder<string, LoadedAuthority>(StringComparer.Ordinal);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var spec in specs)
        {
            var result = spec.Source switch
            {
                AuthoritySource.Generated => StoredAuthority.Load(state, spec, newAuthority),
                AuthoritySource.Existing existing => UserAuthority.Load(existing.OnPlace ? place : brought.Machine, spec, existing, now, maximumIntermediates),
                AuthoritySource.Brought source => BroughtAuthority.Load(brought, source.OnPlace ? place : brought.Machine, spec, source, now),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            diagnostics.AddRange(result.Diagnostics);
            if (result.Value is { } authority) loaded[spec.Name] = authority;
        }

        var store = new AuthorityStore(state, loaded.ToImmutable());
        if (keys) diagnostics.AddRange(store.OpenAll(loaded.Values.Where(static l => l.Spec.Source is AuthoritySource.Existing && l.Spec.Passphrase is null)));
        return Result.With(store, diagnostics);
    }

    /// <summary>Opens the keys that a plan signs with, and finds the passphrases of those that it makes. Nothing is made yet.</summary>
    public ImmutableArray<Diagnostic> Unlock(Plan plan, DateTimeOffset now)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var make in plan.Authorities)
        {
            var passphrase = make.Spec.Passphrase is { } source ? PassphraseReader.Read(source, Purpose(make.Spec)) : null;
            if (passphrase is not null) diagnostics.AddRange(passphrase.Diagnostics);
            if (passphrase is not { Failed: true }) _signers[make.Spec.Name] = new(() => Make(make, passphrase?.Value, now));
        }

        diagnostics.AddRange(OpenAll(Signing(plan)));
        return diagnostics.ToImmutable();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signer in _signers.Values.Where(static s => s.IsValueCreated)) signer.Value.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"(authorities {string.Join(", ", _loaded.Keys.Order(StringComparer.Ordinal))})";

    /// <summary>The passphrases that a plan needs: of the keys that it makes, and of those that it signs with.</summary>
    internal IEnumerable<(PassphraseSource Source, string Purpose)> Passphrases(Plan plan) =>
        plan.Authorities.Select(static a => a.Spec).Concat(Signing(plan).Where(static a => a.Open is not null).Select(static a => a.Spec))
            .Where(static s => s.Passphrase is not null).Select(static s => (s.Passphrase!, Purpose(s)));

    /// <summary>The roots that the leaves of a folder of brought certificates should lead to.</summary>
    internal IEnumerable<Certificate> BroughtRoots(string folder) =>
        _loaded.Values.Where(l => l.Spec.Source is AuthoritySource.Brought brought && brought.Folder == folder).Select(static l => l.Root);

    /// <summary>What signs leaves; one of the plan is made, and durable, by the first who asks.</summary>
    internal Pki.Issuing.Authority Signer(string name) =>
        _signers.TryGetValue(name, out var signer) ? signer.Value : throw new EnvironmentException($"the key of authority {name} is not here: nothing can be signed with it");

    /// <summary>The signing authority for certificates that are never written, opened now; null with the reason where its key is not to be had.</summary>
    internal (Pki.Issuing.Authority? Signer, string Reason) TrySigner(string name)
    {
        if (_signers.TryGetValue(name, out var signer)) return (signer.Value, "");
        if (!_loaded.TryGetValue(name, out var authority)) return (null, $"authority {name} does not exist yet");
        if (authority.Open is null) return (null, $"the key of authority {name} is not here");
        var opened = authority.Open();
        if (opened.Value is not { } open) return (null, $"the key of authority {name} can't be opened: {opened.Diagnostics.FirstOrDefault()?.Message}");
        _signers[name] = new(open);
        return (open, "");
    }

    /// <summary>Erases the authorities that were made here, for a plan that was not carried out. Nothing that they signed may be left anywhere.</summary>
    /// <exception cref="EnvironmentException">One of them stays.</exception>
    internal void TakeBack()
    {
        while (_made.TryDequeue(out var erase)) erase();
    }

    /// <summary>The authority as it will stand after the plan.</summary>
    internal AuthorityFacts Facts(string name) => Planned(name)?.Facts ?? Existing(name).Facts;

    /// <summary>The root as it will stand after the plan.</summary>
    internal Certificate Root(string name) => Planned(name)?.Root ?? Existing(name).Root;

    private static string Purpose(AuthoritySpec authority) => $"the key of authority {authority.Name}";

    // The authorities that are here and sign something of the plan.
    private IEnumerable<LoadedAuthority> Signing(Plan plan) =>
        plan.Leaves.Where(static l => l.Brought is null).Select(static l => l.Spec.Source).OfType<LeafSource.Made>().Select(static m => m.Authority).Distinct(StringComparer.Ordinal)
            .Where(n => !plan.Authorities.Any(a => a.Spec.Name == n)).Select(n => _loaded.GetValueOrDefault(n)).OfType<LoadedAuthority>();

    private Pki.Issuing.Authority? Planned(string name) => _signers.TryGetValue(name, out var signer) ? signer.Value : null;

    private LoadedAuthority Existing(string name) =>
        _loaded.TryGetValue(name, out var known) ? known : throw new EnvironmentException($"authority {name} does not exist, and the plan does not make it");

    private Pki.Issuing.Authority Make(AuthorityToMake make, Passphrase? passphrase, DateTimeOffset now)
    {
        var authority = AuthorityFactory.Make(make.Spec.Name, (AuthoritySource.Generated)make.Spec.Source, make.Generation, now);
        try
        {
            var folder = new AuthorityFolder(_state, make.Spec.Name);
            var setAside = folder.Write(authority, passphrase);
            _made.Enqueue(() => folder.Erase(authority.Generation, setAside));
            return authority;
        }
        catch
        {
            authority.Dispose();
            throw;
        }
    }

    private ImmutableArray<Diagnostic> OpenAll(IEnumerable<LoadedAuthority> authorities)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var authority in authorities)
        {
            if (authority.Open is null || _signers.ContainsKey(authority.Spec.Name)) continue;
            var opened = authority.Open();
            diagnostics.AddRange(opened.Diagnostics);
            if (opened.Value is { } signer) _signers[authority.Spec.Name] = new(signer);
        }

        return diagnostics.ToImmutable();
    }
}
