using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Chance that falls the same on every machine: by a name.</summary>
internal sealed class Dice(string name)
{
    private readonly Random _random = new(Hash(name));

    public static int Hash(string name) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public float Between(double low, double high) => (float)(low + (_random.NextDouble() * (high - low)));

    public int Next(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Of<T>(params T[] all) => all[_random.Next(all.Length)];
}
