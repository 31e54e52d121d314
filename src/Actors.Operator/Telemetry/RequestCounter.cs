using System.Globalization;

namespace Actors.Operators.Telemetry;

/// <summary>Counts the requests of a client.</summary>
internal sealed class RequestCounter(HttpMessageHandler next, OperatorMetrics metrics) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = "<error>";
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return response;
        }
        finally
        {
            metrics.CountRequest(request.Method.Method, request.RequestUri?.Authority ?? "", code);
        }
    }
}
