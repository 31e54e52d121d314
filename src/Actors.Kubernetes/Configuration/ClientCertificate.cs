namespace Actors.Kubernetes.Configuration;

/// <summary>A certificate, with those of the authorities between it and one the server knows, and its private key (RSA or EC).</summary>
/// <param name="Certificate">The certificate first, then the ones that signed it.</param>
/// <param name="Key">The private key, not encrypted.</param>
public sealed record ClientCertificate(PemSource Certificate, PemSource Key);
