using System.Security.Cryptography;
using Npgsql;

namespace CameraHealth.Storage.Credentials;

/// <summary>The worker's key pair: the private half in a file that nobody else reads, the public half in the database.</summary>
public static class WorkerKey
{
    private const string FileName = "worker.pem";

    /// <summary>Reads the key of the data folder, or makes it.</summary>
    /// <param name="dataFolder">The file is <c>keys/worker.pem</c> (0600, its folder 0700). Lost, no stored password can be opened.</param>
    public static CredentialOpener LoadOrCreate(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        DataFolders.CreatePrivate(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = ECDiffieHellman.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new CredentialOpener(key);
    }

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
