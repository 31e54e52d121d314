using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// Is told what there is and what becomes of it. Never sees a gap: whatever happened in between, after <see cref="Synced"/> it has been told of all that the
/// server holds and of nothing else. Called one at a time.
/// </summary>
public interface IObjectHandler
{
    /// <summary>An object that was not there.</summary>
    void Added(KubernetesObject added);

    /// <summary>A newer version of an object; versions in between may have been missed.</summary>
    void Modified(KubernetesObject before, KubernetesObject after);

    /// <summary>An object that is not there any more, in the last version known.</summary>
    void Deleted(KubernetesObject last);

    /// <summary>All that the server held at this version has been told: the first time, and after each time all was listed anew.</summary>
    void Synced(string resourceVersion);

    /// <summary>A list begins: what is told until <see cref="Synced"/> is found by comparison, in no order of versions. By default of no interest.</summary>
    void Listing() { }

    /// <summary>Nothing has happened up to this version but what was told. By default of no interest.</summary>
    void Progressed(string resourceVersion) { }

    /// <summary>Something went wrong; what is held is as of the last event until it works again.</summary>
    void Failed(RequestFailure failure);
}
