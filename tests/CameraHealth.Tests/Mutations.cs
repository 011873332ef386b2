using CsCheck;

namespace CameraHealth.Tests;

/// <summary>Damaged copies of good input: cut, doubled, with some characters or bytes replaced.</summary>
internal static class Mutations
{
    private const int Iterations = 5000;

    public static void ForEach(IEnumerable<string> seeds, Action<string> check) => Of(seeds).Sample(check, iter: Iterations);

    public static void ForEach(IEnumerable<byte[]> seeds, Action<byte[]> check, int iterations = Iterations) => Of(seeds).Sample(check, iter: iterations);

    private static Gen<string> Of(IEnumerable<string> seeds) =>
        Of(seeds.Select(System.Text.Encoding.Latin1.GetBytes)).Select(System.Text.Encoding.Latin1.GetString);

    private static Gen<byte[]> Of(IEnumerable<byte[]> seeds)
    {
        byte[][] all = [.. seeds];
        return Gen.Select(Gen.Int[0, 999].Select(i => all[i % all.Length]), Gen.Select(Gen.Int[0, 4096], Gen.Byte).Array[0, 8], Gen.Int[0, 4096], Gen.Bool, Damage);
    }

    private static byte[] Damage(byte[] seed, (int At, byte Value)[] changes, int cut, bool doubled)
    {
        byte[] damaged = doubled ? [.. seed, .. seed] : [.. seed];
        foreach (var (at, value) in changes)
        {
            if (damaged.Length > 0)
                damaged[at % damaged.Length] = value;
        }

        return cut % 3 == 0 && damaged.Length > 0 ? damaged[..(cut % damaged.Length)] : damaged;
    }
}
