using System.Security.Cryptography;
using System.Text;
using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Samples.Databases;

/// <summary>Where a database's password is.</summary>
/// <param name="Key">The key of a Secret; null if it is not there.</param>
/// <param name="Problem">Why it is not there.</param>
internal sealed record DatabasePassword(V1SecretKeySelector? Key, DatabaseState? Problem)
{
    private const int Length = 24;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>Finds the Secret that is referenced, or makes one if none is.</summary>
    public static Task<DatabasePassword> EnsureAsync(ReconcileContext<Database> context, CancellationToken cancellation) =>
        context.Object.Spec.PasswordSecretRef is { } reference ? FindAsync(context, reference, cancellation) : MakeAsync(context, cancellation);

    private static async Task<DatabasePassword> FindAsync(ReconcileContext<Database> context, SecretKeyReference reference, CancellationToken cancellation)
    {
        var space = context.Object.Metadata.Namespace!;
        var key = reference.Key ?? DatabaseNames.PasswordKey;
        var secret = await context.Client.Resource<V1Secret>().InNamespace(space).FindAsync(reference.Name, cancellation);
        if (secret is null) return Missing("SecretNotFound", $"there is no Secret {space}/{reference.Name}");
        if (secret.Data?.ContainsKey(key) != true) return Missing("SecretKeyNotFound", $"the Secret {space}/{reference.Name} has no key '{key}'");
        return At(reference.Name, key);
    }

    private static async Task<DatabasePassword> MakeAsync(ReconcileContext<Database> context, CancellationToken cancellation)
    {
        var name = DatabaseNames.SecretOf(context.Object);
        if (HasPassword(context.Child<V1Secret>(name))) return At(name, DatabaseNames.PasswordKey);

        // A password cannot be made up twice: before that, the server is asked, which knows best.
        var secrets = context.Client.Resource<V1Secret>().InNamespace(context.Object.Metadata.Namespace!);
        if (await secrets.FindAsync(name, cancellation) is { } found)
        {
            // A former database of this name has left it, and it goes with that one: nobody would tell this one when.
            if (OwnerOf(found) is { } owner && owner != context.Object.Metadata.Uid) return new DatabasePassword(null, DatabaseState.SecretOfAnother(name));
            if (HasPassword(found)) return At(name, DatabaseNames.PasswordKey);
        }

        await context.ApplyAsync(Secret(context.Object, name), cancellation);
        if (context.Child<V1StatefulSet>(DatabaseNames.Of(context.Object)) is not null)
            context.Events.Warning("PasswordReplaced", $"the Secret {name} was lost and has a new password now; the database still has the old one");
        return At(name, DatabaseNames.PasswordKey);
    }

    private static string? OwnerOf(V1Secret secret) => secret.Metadata.OwnerReferences?.FirstOrDefault(static one => one.Controller == true)?.Uid;

    private static bool HasPassword(V1Secret? secret) => secret?.Data?.ContainsKey(DatabaseNames.PasswordKey) == true;

    private static V1Secret Secret(Database database, string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = DatabaseNames.Labels(database) },
        Type = "Opaque",
        Data = new Dictionary<string, byte[]>
        {
            ["username"] = Encoding.UTF8.GetBytes(DatabaseNames.UserOf(database)),
            [DatabaseNames.PasswordKey] = Encoding.UTF8.GetBytes(RandomNumberGenerator.GetString(Letters, Length)),
        },
    };

    private static DatabasePassword At(string name, string key) => new(new V1SecretKeySelector { Name = name, Key = key }, null);

    private static DatabasePassword Missing(string reason, string message) => new(null, DatabaseState.NoPassword(reason, message));
}
