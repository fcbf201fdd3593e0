namespace Linkseal.Core.Diagnostics;

/// <summary>"Did you mean …": the valid word that somebody most likely meant.</summary>
public static class NearestWord
{
    private const int LongestWord = 64;
    private const int ShortestBeginning = 3;

    /// <summary>
    /// The nearest of <paramref name="words"/>, letters' case aside; null where none is near: at most one slip in three letters, and something in common; failing that, the only word that begins so.
    /// Of equally near words, the first in ordinal order, whatever order they come in.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> words)
    {
        if (word.Length is 0 or > LongestWord) return null;

        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in words)
        {
            if (candidate.Length > LongestWord) continue;
            var limit = Math.Max(1, Math.Max(word.Length, candidate.Length) / 3);
            if (Math.Abs(word.Length - candidate.Length) > limit) continue;

            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance > limit || distance >= candidate.Length || distance > least) continue;
            if (distance == least && string.CompareOrdinal(candidate, nearest) >= 0) continue;
            (nearest, least) = (candidate, distance);
        }

        return nearest ?? Begun(word, words);
    }

    private static string? Begun(string word, IEnumerable<string> words)
    {
        var begun = word.Length < ShortestBeginning ? [] : words.Where(w => w.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return begun is [var only] ? only : null;
    }

    /// <summary>How many letters have to be put in, left out, changed or swapped with their neighbour (optimal string alignment, the restricted Damerau–Levenshtein distance).</summary>
    public static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) previous[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
                var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (swapped) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
