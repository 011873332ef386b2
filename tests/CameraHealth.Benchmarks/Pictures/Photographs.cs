using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>
/// Photographs that packages of Debian 12 ship. Chosen by eye before anything was measured: views with something in focus. Left out are drawings, patterns, and
/// pictures that show a fault themselves (fog, motion, a tint all over).
/// </summary>
internal static class Photographs
{
    private const string Lomiri = "usr/share/backgrounds/";
    private const string Mate = "usr/share/backgrounds/mate/nature/";
    private const string Plasma = "usr/share/wallpapers/";
    private const string ScikitImage = "usr/lib/python3/dist-packages/skimage/data/";

    // Their long side is about 500 pixels: shown as from a small old camera.
    private const int SmallWidth = 512;

    private static readonly (string Package, string Licence, string Path, string[] Files)[] Packages =
    [
        ("lomiri-wallpapers-16.04", "CC-BY-SA-4.0", Lomiri, ["Bridge_by_Sander_Klootwijk.jpg", "Dragonfly_by_Bolly.jpg"]),
        ("lomiri-wallpapers-16.04", "CC0-1.0", Lomiri, ["seeding_by_Clements_Engelhardt.jpg"]),
        ("lomiri-wallpapers-16.04", "CC-BY-4.0", Lomiri,
            [
                "Picture_1A_by_freespace.jpg", "Wine_by_Jakkub_Mede.jpg", "aitzgorri_by_Aitzol_Berasategi.jpg", "friends_by_Aitzol_Berasategi.jpg", "life_by_Aitzol_Berasategi.jpg",
                "picosdeeuropa_by_Aitzol_Berasategi.jpg", "sunset_by_Aitzol_Berasategi.jpg",
            ]),
        ("mate-backgrounds", "GPL-2+", Mate, ["Dune.jpg", "RainDrops.jpg", "Garden.jpg"]),
        ("plasma-workspace-wallpapers", "GPL-2+", Plasma,
            [
                "BytheWater/contents/images/2560x1600.jpg", "ColdRipple/contents/images/2560x1600.jpg", "ColorfulCups/contents/images/2560x1600.jpg",
                "EveningGlow/contents/images/2560x1600.jpg", "FallenLeaf/contents/images/2560x1600.jpg", "Kite/contents/images/2560x1600.jpg",
                "OneStandsOut/contents/images/2560x1600.jpg", "Path/contents/images/2560x1600.jpg",
            ]),
        ("python3-skimage", "BSD-3-Clause", ScikitImage, ["coffee.png", "camera.png", "rocket.jpg", "motorcycle_left.png", "brick.png"]),
    ];

    private static readonly (string Package, string Licence, string Path, string[] Files)[] LaterPackages =
    [
        ("lomiri-wallpapers-16.04", "CC-BY-4.0", Lomiri, ["Picture_0B_by_freespace.jpg"]),
        ("lomiri-wallpapers-20.04", "CC-BY-SA-3.0", Lomiri, ["Kleiber_by_Lukas_Baubkus.jpg"]),
        ("mate-backgrounds", "GPL-2+", Mate, ["Blinds.jpg", "FreshFlower.jpg", "GreenMeadow.jpg", "LadyBird.jpg", "YellowFlower.jpg"]),
        ("plasma-workspace-wallpapers", "GPL-2+", Plasma, ["Grey/contents/images/2560x1600.jpg"]),
        ("python3-skimage", "BSD-3-Clause", ScikitImage, ["astronaut.png", "chelsea.png", "coins.png", "grass.png", "gravel.png"]),
    ];

    /// <summary>All of them, from a folder where the packages are unpacked, each under its name.</summary>
    /// <exception cref="FileNotFoundException">One is missing.</exception>
    public static IReadOnlyList<Scene> Read(string folder) =>
    [
        .. Packages.SelectMany(package => package.Files.Select(file => Read(folder, package, file))),
        .. LaterPackages.SelectMany(package => package.Files.Select(file => Read(folder, package, file) with { IsLater = true })),
    ];

    private static Scene Read(string folder, (string Package, string Licence, string Path, string[] Files) package, string file)
    {
        var path = Path.Combine(folder, package.Package, package.Path, file);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} is missing: tests/bench.sh pictures fetches the packages", path);
        }

        var name = file.Contains("/contents/", StringComparison.Ordinal) ? file.Split('/')[0] : Path.GetFileNameWithoutExtension(file);
        return new Scene(name, $"{package.Package} ({package.Licence})", (width, height) => Frame.FromEncoded(File.ReadAllBytes(path), width, height))
        {
            MaxWidth = package.Path == ScikitImage ? SmallWidth : 1920,
        };
    }
}
