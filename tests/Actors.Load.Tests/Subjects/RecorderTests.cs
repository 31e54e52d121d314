using Actors.Kubernetes.Models;
using Actors.Load.Objects;
using Actors.Load.Records;
using Actors.Load.Subjects;

namespace Actors.Load.Tests.Subjects;

public sealed class RecorderTests
{
    [Fact]
    public async Task What_is_held_is_noted_at_once_and_returns_when_it_is_let_go()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var recorder = new Recorder(file, TimeSpan.Zero, failing: 0, isOpen: true);
            using var records = new RecordReader(file);
            Assert.True(recorder.ReconcileAsync(Database(1), default).IsCompletedSuccessfully);
            recorder.Hold();
            var held = recorder.ReconcileAsync(Database(2), default);
            Assert.False(held.IsCompleted);
            Assert.Equal([1, 2], records.ReadAll().Where(static one => one.End > 0).Select(static one => one.Number));
            recorder.Release();
            await held;
            Assert.True(recorder.ReconcileAsync(Database(3), default).IsCompletedSuccessfully);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static LoadDatabase Database(int number) => new() { Metadata = new V1ObjectMeta { Name = LoadDatabase.NameOf(number) }, Spec = new LoadSpec() };
}
