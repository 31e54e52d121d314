using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using Actors.Kernel;

namespace Actors.Tests;

/// <summary>What the compiler made of Core: sees what an analyzer of names cannot, such as <c>lock</c>, <c>async</c> and mutable statics.</summary>
public sealed class PurityTests : IDisposable
{
    private static readonly string CoreFile = typeof(Actor).Assembly.Location;

    /// <summary>Namespaces Core must not touch, with all below them.</summary>
    private static readonly string[] Impure =
    [
        "System.Threading", "System.IO", "System.Net", "System.Timers", "System.Collections.Concurrent", "System.Diagnostics.Process",
        "Microsoft.Win32",
    ];

    private static readonly string[] ImpureTypes =
    [
        "System.Console", "System.AppDomain", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.HashCode",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] StateMachines =
        [nameof(AsyncStateMachineAttribute), nameof(AsyncIteratorStateMachineAttribute), nameof(AsyncMethodBuilderAttribute)];

    private readonly PEReader _file = new(File.OpenRead(CoreFile));
    private readonly MetadataReader _core;

    public PurityTests() => _core = _file.GetMetadataReader();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Core_references_the_base_class_library_alone()
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = _core.AssemblyReferences.Select(handle => _core.GetString(_core.GetAssemblyReference(handle).Name)).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(File.Exists(Path.Combine(library, name + ".dll")), name));
    }

    [Fact]
    public void Core_has_no_thread_no_lock_no_clock_and_no_way_to_the_outside()
    {
        var types = ReferencedTypes().ToList();
        Assert.Contains("System.Object", types);
        Assert.DoesNotContain(types, type => ImpureTypes.Contains(type) || Impure.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Core_calls_nothing_whose_answer_differs_from_run_to_run()
    {
        string[] impure = ["System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.Guid.NewGuid", "System.Random..ctor", "System.Random.get_Shared", "System.String.GetHashCode"];
        Assert.DoesNotContain(ReferencedMembers(), impure.Contains);
    }

    [Fact]
    public void Core_does_not_read_its_surroundings()
    {
        var read = ReferencedMembers().Where(member => member.StartsWith("System.Environment.", StringComparison.Ordinal));

        // Iterators ask for it, to know whether they can be used again; they answer the same whatever it is.
        Assert.All(read, member => Assert.Equal("System.Environment.get_CurrentManagedThreadId", member));
    }

    [Fact]
    public void Nothing_in_Core_is_async()
    {
        var marks =
            from handle in _core.CustomAttributes
            let name = AttributeName(_core.GetCustomAttribute(handle))
            where StateMachines.Contains(name)
            select name;
        Assert.Empty(marks);
    }

    [Fact]
    public void Nothing_in_Core_is_shared_and_changes()
    {
        var mutable =
            from type in _core.TypeDefinitions.Select(_core.GetTypeDefinition)
            from field in type.GetFields().Select(_core.GetFieldDefinition)
            where field.Attributes.HasFlag(FieldAttributes.Static)
            where (field.Attributes & (FieldAttributes.InitOnly | FieldAttributes.Literal)) == 0
            let name = $"{_core.GetString(type.Name)}.{_core.GetString(field.Name)}"
            where !IsCacheOfLambda(name)
            select name;
        Assert.Empty(mutable);
    }

    /// <summary>Compilers keep a lambda that captures nothing in a static of <c>&lt;&gt;c</c>, and a method group in one of <c>&lt;&gt;O</c>.</summary>
    private static bool IsCacheOfLambda(string field) =>
        field.StartsWith("<>c.<>9__", StringComparison.Ordinal) || field.StartsWith("<>c__", StringComparison.Ordinal) || field.StartsWith("<>O.", StringComparison.Ordinal);

    private IEnumerable<string> ReferencedTypes() => _core.TypeReferences.Select(FullName);

    private IEnumerable<string> ReferencedMembers() =>
        from handle in _core.MemberReferences
        let member = _core.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{FullName((TypeReferenceHandle)member.Parent)}.{_core.GetString(member.Name)}";

    private string FullName(TypeReferenceHandle handle)
    {
        var type = _core.GetTypeReference(handle);
        var name = _core.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{FullName((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{_core.GetString(type.Namespace)}.{name}";
    }

    private string AttributeName(CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return "";
        var parent = _core.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? _core.GetString(_core.GetTypeReference((TypeReferenceHandle)parent).Name) : "";
    }
}
