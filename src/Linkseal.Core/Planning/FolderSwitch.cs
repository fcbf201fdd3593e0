using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>One link that is made, replaced or taken away: all files of its folder change in that moment.</summary>
public sealed record FolderSwitch
{
    /// <summary>The folder, with the mode and owner of what is made in it.</summary>
    public required SwitchedFolder Folder { get; init; }

    /// <summary>The generation that the link leads to now; null: there is no link.</summary>
    public required int? From { get; init; }

    /// <summary>The generation that is written; null: the link is taken away, its files with it.</summary>
    public required int? To { get; init; }

    /// <summary>Everything that the new generation holds; empty where the link is taken away.</summary>
    public ImmutableArray<SwitchedFile> Files { get; init; } = [];

    /// <summary>
    /// Names of the files of <see cref="From"/> that the new generation stands for: they stay until the apply after this one, so that this one can be undone.
    /// Empty where the generation is not Linkseal's: it is left alone.
    /// </summary>
    public ImmutableArray<string> Retired { get; init; } = [];

    /// <summary>What happens, in words: <c>switches /etc/tidb/tls/current from 2 to 3</c>.</summary>
    public string Reason => (From, To) switch
    {
        (_, null) => $"takes {Folder.Current} away",
        (null, { } to) => $"makes {Folder.Current}, which leads to {to}",
        ({ } from, { } to) => $"switches {Folder.Current} from {from} to {to}",
    };

    /// <summary>How many files are the same in the new generation.</summary>
    public int CarriedOver => Files.Count(static f => f.Carried);
}

/// <summary>One file of a new generation.</summary>
/// <param name="File">Its path (below the link), mode and owner.</param>
/// <param name="Carried">True: its content is that of the generation before, byte for byte; it is no change.</param>
/// <param name="Sha256">Of what is carried over: the content that was observed; null: it could not be read, or is not carried over.</param>
public sealed record SwitchedFile(DesiredFile File, bool Carried, string? Sha256);
