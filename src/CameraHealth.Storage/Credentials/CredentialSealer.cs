using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Storage.Credentials;

/// <summary>Seals passwords to a worker's key. Holds the public half only: what it sealed it cannot open.</summary>
internal sealed class CredentialSealer(byte[] publicKey)
{
    public string KeyId { get; } = SealedFormat.KeyId(publicKey);

    public byte[] Seal(string password, long deviceId, string host, string account)
    {
        using var recipient = ECDiffieHellman.Create();
        recipient.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var ephemeralKey = ephemeral.ExportSubjectPublicKeyInfo();
        var secret = ephemeral.DeriveRawSecretAgreement(recipient.PublicKey);
        using var cipher = new AesGcm(SealedFormat.DeriveKey(secret, ephemeralKey), SealedFormat.TagLength);

        var plain = Encoding.UTF8.GetBytes(password);
        var header = 3 + ephemeralKey.Length;
        var blob = new byte[header + SealedFormat.NonceLength + SealedFormat.TagLength + plain.Length];
        blob[0] = SealedFormat.Version;
        BinaryPrimitives.WriteUInt16BigEndian(blob.AsSpan(1), (ushort)ephemeralKey.Length);
        ephemeralKey.CopyTo(blob, 3);
        var nonce = blob.AsSpan(header, SealedFormat.NonceLength);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(
            nonce,
            plain,
            blob.AsSpan(header + SealedFormat.NonceLength + SealedFormat.TagLength),
            blob.AsSpan(header + SealedFormat.NonceLength, SealedFormat.TagLength),
            new CredentialBinding(deviceId, host, account, KeyId).ToBytes());
        CryptographicOperations.ZeroMemory(plain);
        return blob;
    }
}
