using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>One wanted change, before anything of it is resolved: what plan and undo are translated to, and staging works on.</summary>
internal sealed record Intent
{
    public required OperationKind Kind { get; init; }

    /// <summary>The place's path.</summary>
    public required string Path { get; init; }

    /// <summary>Mode and owner; null: those that stand there now.</summary>
    public Access? Access { get; init; }

    /// <summary>The bytes to put; asked once, on any thread.</summary>
    public Func<ReadOnlyMemory<byte>>? Content { get; init; }

    /// <summary>True: somebody's configuration, edited at a link's target; false: a link there is refused.</summary>
    public bool IsConfiguration { get; init; }

    /// <summary>The hash that must still stand there when its original is saved; null with <see cref="ChecksBasis"/>: nothing.</summary>
    public string? Basis { get; init; }

    /// <summary>True: <see cref="Basis"/> is held.</summary>
    public bool ChecksBasis { get; init; }

    /// <summary>The place's path of a file whose bytes are put, instead of <see cref="Content"/>: what is carried over from one generation to the next.</summary>
    public string? CarriedFrom { get; init; }

    /// <summary>The hash of what is carried over; null: whatever it is.</summary>
    public string? Carried { get; init; }

    /// <summary>Where a link that is put leads, as written.</summary>
    public string? Link { get; init; }

    /// <summary>Where the link that stands there now must lead; null: no link may be there.</summary>
    public string? LinkBasis { get; init; }
}

/// <summary>An intent whose place on this machine is known.</summary>
/// <param name="Intent">What is wanted.</param>
/// <param name="Target">This machine's path.</param>
/// <param name="Current">What stands there now.</param>
internal sealed record LocatedIntent(Intent Intent, string Target, Entry Current)
{
    public string Folder => Path.GetDirectoryName(Target)!;

    /// <summary>True where something is staged, or would be to give it back.</summary>
    public bool NeedsStaging => Intent.Kind is OperationKind.Put or OperationKind.Delete or OperationKind.PutLink or OperationKind.DeleteLink;

    /// <summary>This machine's path of <see cref="Applying.Intent.CarriedFrom"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Finds every target; the first that lies behind a link that is not followed is an <see cref="EnvironmentException"/>.</summary>
    public static List<LocatedIntent> Locate(LocalPlace place, IEnumerable<Intent> intents)
    {
        var resolver = place.Resolver();
        return [.. intents.Select(i => Locate(place.Disk, resolver, i))];
    }

    private static LocatedIntent Locate(IDisk disk, PathResolver resolver, Intent intent)
    {
        var target = intent.IsConfiguration ? resolver.Followed(intent.Path) : resolver.File(intent.Path);
        return new(intent, target, disk.Look(target)) { Source = intent.CarriedFrom is { } from ? resolver.File(from) : null };
    }
}
