using Actors.ApiServer.Storage;
using Actors.Objects;

namespace Actors.ApiServer.Http;

/// <summary>Tells whoever has asked for it of the writes that were accepted.</summary>
internal sealed class WriteAudit(Store store, Action<AcceptedWrite>? told)
{
    /// <summary>The store's version: what is written later has a higher one.</summary>
    public ulong Now => store.Version;

    /// <param name="request">The request.</param>
    /// <param name="began">The store's version before it.</param>
    /// <param name="written">What came of it.</param>
    public void Tell(ApiRequest request, ulong began, KubernetesObject written)
    {
        if (told is null) return;
        var isChange = written.TryGetVersionNumber(out var version) && version > began;
        told(new AcceptedWrite(request.Info.Verb, request.Info.Subresource, request.Http.Request.Headers.UserAgent.ToString(), written, isChange ? version : Now));
    }
}
