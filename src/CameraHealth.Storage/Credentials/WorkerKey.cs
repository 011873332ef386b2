using System.Security.Cryptography;
using Npgsql;

namespace CameraHealth.Storage.Credentials;

/// <summary>The worker's key pair: the private half in a file that nobody else reads, the public half in the database.</summary>
public static class WorkerKey
{
    private const string FileName = "worker.pem";
    // OWASP's recommendation for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023).
    private const int Iterations = 600_000;

    /// <summary>Reads the key of the data folder, or makes it.</summary>
    /// <param name="dataFolder">The file is <c>keys/worker.pem</c> (0600, its folder 0700). Lost, no stored password can be opened.</param>
    public static CredentialOpener LoadOrCreate(string dataFolder)
    {
        var path = PathIn(dataFolder);
        DataFolders.CreatePrivate(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = ECDiffieHellman.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new CredentialOpener(key);
    }

    /// <summary>The key as PEM, encrypted with a passphrase (PKCS #8, RFC 5958; PBES2 with AES-256 and PBKDF2, RFC 8018).</summary>
    /// <exception cref="FileNotFoundException">The data folder has none.</exception>
    public static string Export(string dataFolder, string passphrase)
    {
        using var key = ECDiffieHellman.Create();
        key.ImportFromPem(File.ReadAllText(PathIn(dataFolder)));
        return key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
    }

    /// <summary>Opens an exported key.</summary>
    /// <returns>Null: the passphrase is wrong, or the text holds no such key.</returns>
    public static ECDiffieHellman? TryOpen(string pem, string passphrase)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromEncryptedPem(pem, passphrase);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Makes a key the data folder's. One that was there stays beside it under its own name.</summary>
    public static void Replace(string dataFolder, ECDiffieHellman key)
    {
        var path = PathIn(dataFolder);
        DataFolders.CreatePrivate(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            using var old = LoadOrCreate(dataFolder);
            File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, $"worker-{old.KeyId}.pem"), overwrite: true);
        }

        Write(path, key);
    }

    /// <summary>Names a key as the database names it.</summary>
    public static string IdOf(ECDiffieHellman key) => SealedFormat.KeyId(key.ExportSubjectPublicKeyInfo());

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", FileName);

    /// <summary>Makes the public half known, so that an import can seal passwords to it. Does nothing when it is.</summary>
    public static async Task RegisterAsync(CredentialOpener key, NpgsqlDataSource database, string worker, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("insert into credential_keys (id, public_key, worker) values (@id, @key, @worker) on conflict do nothing");
        command.Parameters.AddWithValue("id", key.KeyId);
        command.Parameters.AddWithValue("key", key.PublicKey);
        command.Parameters.AddWithValue("worker", worker);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Written whole beside it and linked into place: of two starters one wins and both read the same key, and none is ever half there.
    private static void Create(string path)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Write(path, key);
    }

    private static void Write(string path, ECDiffieHellman key)
    {
        var draft = path + "." + Guid.NewGuid().ToString("N");
        using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
