using System.Runtime.CompilerServices;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;

namespace Actors.Testing;

public sealed partial class OperatorTestKit
{
    /// <summary>Creates an object, in the namespace <c>default</c> if it does not say.</summary>
    /// <returns>The object as the server has it.</returns>
    public Task<T> CreateAsync<T>(T created)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(created);
        if (KubernetesEntity.Of<T>().Namespaced) created.Metadata.Namespace ??= "default";
        return Client.Resource<T>().CreateAsync(created);
    }

    /// <summary>The object of that name; null if there is none.</summary>
    /// <param name="namespace">Its namespace; empty for an object of the whole cluster.</param>
    /// <param name="name">Its name.</param>
    public Task<T?> FindAsync<T>(string @namespace, string name)
        where T : class, IKubernetesObject => Client.Resource<T>().InNamespace(@namespace).FindAsync(name);

    /// <summary>All objects of a kind in a namespace.</summary>
    /// <param name="namespace">The namespace; empty for all.</param>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string @namespace)
        where T : class, IKubernetesObject => (await Client.Resource<T>().InNamespace(@namespace).ListAsync()).Items;

    /// <summary>Changes an object as it is now, as a user would who edits it; if somebody else was faster, once more.</summary>
    /// <returns>The object as the server has it then.</returns>
    public async Task<T> ChangeAsync<T>(string @namespace, string name, Action<T> change)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(change);
        var objects = Client.Resource<T>().InNamespace(@namespace);
        while (true)
        {
            var current = await objects.GetAsync(name);
            change(current);
            try
            {
                return await objects.UpdateAsync(current);
            }
            catch (KubernetesException failure) when (failure.IsConflict)
            {
                // Changed in between: the loop reads it again.
            }
        }
    }

    /// <inheritdoc cref="ChangeAsync{T}(string, string, Action{T})"/>
    public Task<T> ChangeAsync<T>(T changed, Action<T> change)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(changed);
        return ChangeAsync(changed.Metadata.Namespace ?? "", changed.Metadata.Name!, change);
    }

    /// <summary>Asks for an object's deletion. One that is not there is no error.</summary>
    public async Task DeleteAsync<T>(string @namespace, string name)
        where T : class, IKubernetesObject
    {
        try
        {
            await Client.Resource<T>().InNamespace(@namespace).DeleteAsync(name);
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            // It is as wanted.
        }
    }

    /// <summary>Waits until an object is there and is as wanted.</summary>
    /// <param name="namespace">Its namespace; empty for an object of the whole cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="predicate">Whether it is as wanted.</param>
    /// <param name="timeout">How long to wait; null for <see cref="OperatorTestKitOptions.Timeout"/>.</param>
    /// <param name="wanted">The predicate's text, for the message.</param>
    /// <returns>The object as wanted.</returns>
    /// <exception cref="TimeoutException">It was not in time. The message shows the object, the events about it and what the operator logged.</exception>
    public Task<T> WaitForAsync<T>(string @namespace, string name, Func<T, bool> predicate, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(predicate))] string wanted = "")
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new ObjectWait<T>(this, @namespace, name, wanted).RunAsync(one => one is not null && predicate(one), timeout ?? _options.Timeout)!;
    }

    /// <summary>Waits until an object is as wanted that was read or created before.</summary>
    /// <inheritdoc cref="WaitForAsync{T}(string, string, Func{T, bool}, TimeSpan?, string)"/>
    public Task<T> WaitForAsync<T>(T awaited, Func<T, bool> predicate, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(predicate))] string wanted = "")
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(awaited);
        return WaitForAsync(awaited.Metadata.Namespace ?? "", awaited.Metadata.Name!, predicate, timeout, wanted);
    }

    /// <summary>Waits until there is no object of that name.</summary>
    /// <inheritdoc cref="WaitForAsync{T}(string, string, Func{T, bool}, TimeSpan?, string)"/>
    public Task WaitForGoneAsync<T>(string @namespace, string name, TimeSpan? timeout = null)
        where T : class, IKubernetesObject => new ObjectWait<T>(this, @namespace, name, "is gone").RunAsync(static one => one is null, timeout ?? _options.Timeout);

    /// <summary>Waits for an event about an object.</summary>
    /// <param name="namespace">The object's namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="reason">The event's reason.</param>
    /// <param name="timeout">How long to wait; null for <see cref="OperatorTestKitOptions.Timeout"/>.</param>
    /// <exception cref="TimeoutException">There was none in time. The message shows the object, the events there are and what the operator logged.</exception>
    public Task<CoreV1Event> WaitForEventAsync<T>(string @namespace, string name, string reason, TimeSpan? timeout = null)
        where T : class, IKubernetesObject => new ObjectWait<T>(this, @namespace, name, $"an event {reason}").RunForEventAsync(reason, timeout ?? _options.Timeout);
}
