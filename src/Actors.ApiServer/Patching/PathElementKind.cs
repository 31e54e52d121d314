namespace Actors.ApiServer.Patching;

/// <summary>How one step of a path selects a child; in the order in which steps of different kinds are sorted.</summary>
internal enum PathElementKind
{
    /// <summary><c>f:name</c>: the member of an object.</summary>
    Field,

    /// <summary><c>k:{"name":"x"}</c>: the object of a list that has these values.</summary>
    Key,

    /// <summary><c>v:"x"</c>: the value of a set.</summary>
    Value,

    /// <summary><c>i:0</c>: the item of an atomic list.</summary>
    Index,
}
