using Actors.ApiServer.Resources;
using Actors.ApiServer.Verbs;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>Answers the requests about resources.</summary>
internal sealed class ResourceHandler(ObjectRegistry registry, WriteAudit audit, TokenAuthenticator authenticator, CancellationToken stopping)
{
    private readonly GetVerb _get = new(registry);
    private readonly ListVerb _list = new(registry);
    private readonly WatchVerb _watch = new(registry, stopping);
    private readonly CreateVerb _create = new(registry);
    private readonly UpdateVerb _update = new(registry);
    private readonly PatchVerb _patch = new(registry);
    private readonly DeleteVerb _delete = new(registry);
    private readonly DeleteCollectionVerb _deleteCollection = new(registry);
    private readonly ScaleVerb _scale = new(registry);
    private readonly SubresourceVerbs _parts = new(registry, authenticator.Accounts);
    private readonly ReviewVerb _review = new(authenticator);

    /// <summary>Answers a request, or says that its path leads nowhere: false.</summary>
    public Task<bool> HandleAsync(HttpContext http, RequestInfo info)
    {
        var kind = registry.Resources.Find(info.Group, info.Version, info.Resource);
        if (kind is null || !FitsScope(kind, info)) return Task.FromResult(false);
        return AnswerAsync(new ApiRequest(http, info, kind, audit));
    }

    private async Task<bool> AnswerAsync(ApiRequest request)
    {
        var (kind, info) = (request.Kind, request.Info);
        if (kind.DeprecationWarning is { } warning) Answer.Warn(request.Http, [warning]);
        if (info.Subresource.Length > 0) await PartAsync(request);
        else if (kind.IsNamespaced && info.Namespace.Length == 0 && info.Verb is not ("list" or "watch")) throw NotSupported(kind, info);
        else if (!kind.HasVerb(info.Verb) || (info.Name.Length == 0 && info.Verb is "update" or "patch")) throw NotSupported(kind, info);
        else if (kind.IsTerminating && info.Verb == "create") throw Errors.MethodNotSupported(kind, "create not allowed while custom resource definition is terminating: create");
        else if (ReviewVerb.IsReview(kind.Group)) await _review.HandleAsync(request);
        else await VerbAsync(request);
        return true;
    }

    private Task VerbAsync(ApiRequest request) => request.Info.Verb switch
    {
        "get" => _get.HandleAsync(request),
        "list" => _list.HandleAsync(request),
        "watch" => _watch.HandleAsync(request),
        // To create under a name is possible for custom resources only: the others have no such route.
        "create" when request.Name.Length == 0 || request.Kind.IsCustom => _create.HandleAsync(request),
        "update" => _update.HandleAsync(request),
        "patch" => _patch.HandleAsync(request),
        "delete" => _delete.HandleAsync(request),
        "deletecollection" => _deleteCollection.HandleAsync(request),
        _ => throw NotSupported(request.Kind, request.Info),
    };

    private Task PartAsync(ApiRequest request)
    {
        var (kind, info) = (request.Kind, request.Info);
        var part = kind.Subresources.FirstOrDefault(one => one.Name == info.Subresource);
        if (part is null || info.HasMore) throw kind.IsCustom ? Errors.NotFound(kind, info.Name) : Errors.NoSuchPath();
        if (!part.Verbs.Contains(info.Verb)) throw NotSupported(kind, info);
        return (info.Subresource, info.Verb) switch
        {
            ("scale", _) => _scale.HandleAsync(request),
            ("status" or "ephemeralcontainers" or "resize" or "approval", "get") => _get.HandleAsync(request),
            ("status" or "ephemeralcontainers" or "resize" or "approval", "update") => _update.HandleAsync(request),
            ("status" or "ephemeralcontainers" or "resize" or "approval", "patch") => _patch.HandleAsync(request),
            _ => _parts.HandleAsync(request),
        };
    }

    /// <summary>Namespaced resources across all namespaces can only be listed and watched; others have no namespace.</summary>
    private static bool FitsScope(ResourceKind kind, RequestInfo info)
    {
        if (!kind.IsNamespaced) return info.Namespace.Length == 0;
        return info.Namespace.Length > 0 || info.Verb is "list" or "watch" || (!kind.IsCustom && info.Name.Length == 0);
    }

    private static StatusException NotSupported(ResourceKind kind, RequestInfo info) =>
        kind.IsCustom ? Errors.MethodNotSupported(kind, info.Verb) : Errors.NoSuchMethod();
}
