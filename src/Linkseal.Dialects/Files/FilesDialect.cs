using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Files;

/// <summary>Any product at all: certificate, key and roots as files in a folder, under the names that the product wants. Its configuration is the operator's.</summary>
public sealed class FilesDialect : IDialect
{
    // ca.crt first: a product that starts between two renames finds roots that fit the new pair and the old one.
    private static readonly ImmutableArray<FileEntry> DefaultFiles =
        [new("ca.crt", null, null), new("tls.crt", MaterialForm.Chain, null), new("tls.key", MaterialForm.Key, null)];

    /// <inheritdoc/>
    public string Name => "files";

    /// <inheritdoc/>
    public string Summary => "certificate, key and roots as files for any product: tls.crt, tls.key, ca.crt, or names and forms of your own; PKCS#12 too";

    /// <summary>The material is good for mutual TLS; whether the product asks for certificates is its own configuration.</summary>
    public Level AsServer => Level.Mutual;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "It writes files only: that the product uses them, and asks its callers for certificates, is the product's own configuration.",
        "Which caller it is, is checked by no product through files alone: `named` needs a dialect of the product's own.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["folder", "files", "port", "protocol", "owner", "mode", "layout", "mounts", "restart", "reload"];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) =>
        component.Port is { } port ? [new(PlatformCompilerLinks.Endpoint, port, component.Protocol ?? "tls", PeerPolicy.None)] : [];

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => [];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [];

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        // A missing folder is the reader's diagnostic (LS1029); nothing is described then.
        if (request.Component.Folder is not { } folder) return Result.Ok(new Desired());
        var place = new ComponentFolder(request, folder, request.Component.Switched, request.Component.Owner);
        var entries = request.Component.Files.IsEmpty ? DefaultFiles : request.Component.Files;
        return Result.Ok(place.With(request.Leaf, [.. entries.Select(e => place.File(e.Name, Content(request, e)))]) with { Steps = Steps(request, folder) });
    }

    private static FileContent Content(DialectRequest request, FileEntry entry) => entry.Form switch
    {
        null => new FileContent.Bundle(request.Trust),
        // A keystore without its roots would be half of what Java asks for.
        MaterialForm.Pkcs12 => new FileContent.OfLeaf(request.Leaf.Name, MaterialForm.Pkcs12) { Passphrase = entry.Passphrase, Trust = request.Trust },
        { } form => new FileContent.OfLeaf(request.Leaf.Name, form),
    };

    // The lines are the operator's own, with whatever quotes a shell would read. Where it can reload, it need not restart.
    private static ImmutableArray<RunStep> Steps(DialectRequest request, string folder) => request.Component switch
    {
        { Reload: { } command } =>
        [
            new()
            {
                Id = "reload-" + request.Name,
                Component = request.Name,
                Command = ["sh", "-c", command],
                Folder = request.Folder,
                Reason = $"{request.Name} reads its certificates again",
                After = [folder + "/"],
                // A port says where to look whether it did; a restart may come before the product is told of the files at all.
                Serves = ServerSteps.Serves(request),
            },
        ],
        { Restart: { } command } =>
        [
            new()
            {
                Id = "restart-" + request.Name,
                Component = request.Name,
                Command = ["sh", "-c", command],
                Folder = request.Folder,
                Reason = $"{request.Name} reads its certificates at start",
                Interrupts = request.Name,
                After = [folder + "/"],
            },
        ],
        _ => [],
    };
}
