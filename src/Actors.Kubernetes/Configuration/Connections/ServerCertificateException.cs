using System.Security.Authentication;

namespace Actors.Kubernetes.Configuration;

/// <summary>The server showed a certificate that is not to be trusted; the message says what is wrong with it.</summary>
public sealed class ServerCertificateException : AuthenticationException
{
    internal ServerCertificateException(string message)
        : base(message)
    {
    }

    /// <summary>The one that is behind an exception, if one is.</summary>
    internal static ServerCertificateException? In(Exception? exception)
    {
        while (exception is not null and not ServerCertificateException) exception = exception.InnerException;
        return (ServerCertificateException?)exception;
    }
}
