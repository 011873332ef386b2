using System.Security.Cryptography;

namespace CameraHealth.Storage.Credentials;

/// <summary>Version 1 of a sealed password: version byte, length of the ephemeral key (2 bytes, big-endian), ephemeral public key
/// (SubjectPublicKeyInfo, P-256), nonce (12), tag (16), cipher text. ECDH (NIST SP 800-56A), HKDF-SHA256 (RFC 5869), AES-256-GCM (NIST SP 800-38D).</summary>
internal static class SealedFormat
{
    public const byte Version = 1;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private static readonly byte[] Purpose = "camerahealth credential v1"u8.ToArray();

    public static byte[] DeriveKey(byte[] sharedSecret, byte[] ephemeralKey) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sharedSecret, 32, ephemeralKey, Purpose);

    /// <summary>Name of a key: SHA-256 of its public half, the first 32 hex digits.</summary>
    public static string KeyId(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];
}
