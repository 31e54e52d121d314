using Actors.Load.Records;

namespace Actors.Load.Tests;

public sealed class WantedTests
{
    [Fact]
    public void An_object_is_left_until_a_reconcile_of_its_last_stamp_has_ended_well()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("actors-wanted-").FullName, "records");
        try
        {
            using var file = new RecordFile(path);
            using var reader = new RecordReader(path);
            var wanted = new Wanted(new Dictionary<int, long> { [1] = 10, [2] = 20, [3] = 30 });
            int Left() => wanted.Left([reader]);
            Assert.Equal((3, 3), (Left(), wanted.Count));

            var one = file.Begin(1, 10, now: 100);
            file.End(file.Begin(2, 19, now: 101), now: 102, isFailed: false);
            var failing = file.Begin(3, 30, now: 103);
            Assert.Equal(3, Left());

            file.End(one, now: 104, isFailed: false);
            file.End(failing, now: 105, isFailed: true);
            Assert.Equal(2, Left());

            file.End(file.Begin(3, 30, now: 106), now: 107, isFailed: false);
            file.End(file.Begin(2, 20, now: 108), now: 109, isFailed: false);
            Assert.Equal(0, Left());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
