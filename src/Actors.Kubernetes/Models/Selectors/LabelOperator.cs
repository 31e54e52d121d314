namespace Actors.Kubernetes.Models;

/// <summary>How a label is compared.</summary>
public enum LabelOperator
{
    /// <summary><c>key</c>: the label is there, with any value.</summary>
    Exists,

    /// <summary><c>!key</c>: the label is not there.</summary>
    DoesNotExist,

    /// <summary><c>key=value</c>: the label has the value.</summary>
    Equal,

    /// <summary><c>key!=value</c>: the label has another value, or is not there.</summary>
    NotEqual,

    /// <summary><c>key in (a,b)</c>: the label has one of the values.</summary>
    In,

    /// <summary><c>key notin (a,b)</c>: the label has none of the values, or is not there.</summary>
    NotIn,

    /// <summary><c>key&gt;1</c>: the label is a whole number greater than the value.</summary>
    GreaterThan,

    /// <summary><c>key&lt;1</c>: the label is a whole number less than the value.</summary>
    LessThan,
}
