using System.Globalization;

namespace Actors.ApiServer.Workloads;

/// <summary>The indexes of a Job as its status lists them, such as <c>0,2-4,7</c>.</summary>
internal static class IndexSet
{
    public static SortedSet<long> Parse(string text)
    {
        var indexes = new SortedSet<long>();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            var (first, last) = (long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[^1], CultureInfo.InvariantCulture));
            for (var index = first; index <= last; index++) indexes.Add(index);
        }

        return indexes;
    }

    public static string Write(SortedSet<long> indexes)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var index in indexes)
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1) ranges[^1] = (ranges[^1].First, index);
            else ranges.Add((index, index));
        }

        // Two in a row are not worth a range.
        return string.Join(',', ranges.Select(static range => (range.Last - range.First) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{range.First}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{range.First},{range.Last}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}"),
        }));
    }
}
