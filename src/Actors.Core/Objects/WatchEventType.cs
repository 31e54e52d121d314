namespace Actors.Objects;

/// <summary>What a watch event says has happened.</summary>
public enum WatchEventType
{
    /// <summary>The object is there, and was not, as far as this watch goes.</summary>
    Added,

    /// <summary>The object has changed.</summary>
    Modified,

    /// <summary>The object is gone, or does not fit the selectors any more; the event holds its last version.</summary>
    Deleted,

    /// <summary>Nothing has happened up to the resourceVersion of an object that has nothing else (KEP-956).</summary>
    Bookmark,

    /// <summary>The watch cannot go on; the object is a <c>Status</c> that says why.</summary>
    Error,
}
