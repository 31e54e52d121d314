using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>The body of a request, whole, in one rented array.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>The largest body, as a real server has it.</summary>
    public const int Limit = 3 * 1024 * 1024;

    private byte[]? _rented;

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, Length);

    /// <exception cref="StatusException">It is longer than <see cref="Limit"/>.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Limit) throw Errors.TooLarge(Limit);
        var reader = request.BodyReader;
        while (true)
        {
            ReadResult result;
            try
            {
                result = await reader.ReadAsync(cancellation);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                throw Errors.TooLarge(Limit);
            }

            if (result.Buffer.Length > Limit) throw Errors.TooLarge(Limit);
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            var length = (int)result.Buffer.Length;
            var body = ArrayPool<byte>.Shared.Rent(length);
            result.Buffer.CopyTo(body);
            reader.AdvanceTo(result.Buffer.End);
            return new RequestBody(body, length);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }
}
