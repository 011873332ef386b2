using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CameraHealth.Authentication;

namespace CameraHealth.Storage.Credentials;

/// <summary>Opens sealed passwords. Lives in workers only: it holds the private key.</summary>
public sealed class CredentialOpener : IDisposable
{
    private readonly ECDiffieHellman _key;

    internal CredentialOpener(ECDiffieHellman key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyId = SealedFormat.KeyId(PublicKey);
    }

    /// <summary>Names the key.</summary>
    public string KeyId { get; }

    internal byte[] PublicKey { get; }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Opens a password; null: it was sealed to another key, for another device, host or account, or is damaged.</summary>
    internal DeviceCredential? TryOpen(byte[] blob, long deviceId, string host, string account)
    {
        try
        {
            if (blob.Length < 3 || blob[0] != SealedFormat.Version)
            {
                return null;
            }

            var header = 3 + BinaryPrimitives.ReadUInt16BigEndian(blob.AsSpan(1));
            var body = blob.AsSpan(header);
            var ephemeralKey = blob.AsSpan(3, header - 3).ToArray();
            using var ephemeral = ECDiffieHellman.Create();
            ephemeral.ImportSubjectPublicKeyInfo(ephemeralKey, out _);
            var secret = _key.DeriveRawSecretAgreement(ephemeral.PublicKey);
            using var cipher = new AesGcm(SealedFormat.DeriveKey(secret, ephemeralKey), SealedFormat.TagLength);
            var plain = new byte[body.Length - SealedFormat.NonceLength - SealedFormat.TagLength];
            cipher.Decrypt(
                body[..SealedFormat.NonceLength],
                body[(SealedFormat.NonceLength + SealedFormat.TagLength)..],
                body.Slice(SealedFormat.NonceLength, SealedFormat.TagLength),
                plain,
                new CredentialBinding(deviceId, host, account, KeyId).ToBytes());
            var password = Encoding.UTF8.GetString(plain);
            CryptographicOperations.ZeroMemory(plain);
            return new DeviceCredential(account, password);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
