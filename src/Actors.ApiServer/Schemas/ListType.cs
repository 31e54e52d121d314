namespace Actors.ApiServer.Schemas;

/// <summary><c>x-kubernetes-list-type</c>: what of a list is owned and merged by itself.</summary>
internal enum ListType
{
    /// <summary>The list as a whole, which is the default.</summary>
    Atomic,

    /// <summary>Each of its values, which are scalars.</summary>
    Set,

    /// <summary>Each of its objects, told apart by <see cref="Schema.ListMapKeys"/>.</summary>
    Map,
}
