using CameraHealth.Tests.Imaging.Scenes;
using SkiaSharp;

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
    private const string OpenCv = "usr/share/doc/opencv-doc/examples/";
    private const string Palapeli = "usr/share/palapeli/collection/";
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

    private static readonly (string Package, string Licence, string Path, string[] Files)[] SecondPackages =
    [
        ("lomiri-wallpapers-16.04", "CC-BY-4.0", Lomiri, ["Picture_0B_by_freespace.jpg"]),
        ("lomiri-wallpapers-20.04", "CC-BY-SA-3.0", Lomiri, ["Kleiber_by_Lukas_Baubkus.jpg"]),
        ("mate-backgrounds", "GPL-2+", Mate, ["Blinds.jpg", "FreshFlower.jpg", "GreenMeadow.jpg", "LadyBird.jpg", "YellowFlower.jpg"]),
        ("plasma-workspace-wallpapers", "GPL-2+", Plasma, ["Grey/contents/images/2560x1600.jpg"]),
        ("python3-skimage", "BSD-3-Clause", ScikitImage, ["astronaut.png", "chelsea.png", "coins.png", "grass.png", "gravel.png"]),
    ];

    private static readonly (string Package, string Licence, string Path, string[] Files)[] ThirdPackages =
    [
        ("opencv-doc", "Apache-2.0", OpenCv,
            [
                "alphamat/input_images/plant.jpg", "data/aloeL.jpg", "data/basketball2.png", "data/board.jpg", "data/box_in_scene.png", "data/building.jpg", "data/butterfly.jpg",
                "data/chicky_512.png", "data/fruits.jpg", "data/graf1.png", "data/home.jpg", "data/left11.jpg", "data/leuvenA.jpg", "data/messi5.jpg", "data/right.jpg",
                "data/rubberwhale2.png", "data/squirrel_cls.jpg", "text/scenetext01.jpg", "text/scenetext03.jpg", "text/scenetext04.jpg", "text/scenetext05.jpg", "text/scenetext06.jpg",
                "text/scenetext_segmented_word01.jpg", "text/scenetext_segmented_word02.jpg",
            ]),
        ("tuxpaint-data", "GPL-2+", "usr/share/tuxpaint/templates/",
            [
                "burnt_bark.jpg", "cliff.jpg", "corn_maze.jpg", "lighthouse.jpg", "mossy_log.jpg", "mudstone.jpg", "ocean_waves.jpg", "redwoods_above.jpg", "rocks.jpg", "sheep.jpg",
                "wool_mill_machine.jpg",
            ]),
        ("palapeli-data", "public domain", Palapeli, ["citrus-fruits.jpg", "european-honey-bee.jpg"]),
        ("palapeli-data", "GFDL", Palapeli, ["castle-maintenon.jpg", "panther-chameleon-female.jpg"]),
        ("python3-sklearn", "CC-BY-2.0", "usr/lib/python3/dist-packages/sklearn/datasets/images/", ["china.jpg", "flower.jpg"]),
        ("golang-github-disintegration-imaging-dev", "MIT", "usr/share/gocode/src/github.com/disintegration/imaging/testdata/", ["branches.jpg"]),
        ("lxqt-themes", "LGPL-2.1+", "usr/share/lxqt/wallpapers/", ["flowers.png", "this-is-not-windows.jpg"]),
    ];

    /// <summary>All of them, from a folder where the packages are unpacked, each under its name.</summary>
    /// <exception cref="FileNotFoundException">One is missing.</exception>
    public static IReadOnlyList<Scene> Read(string folder) =>
    [
        .. Packages.Concat(SecondPackages).SelectMany(package => package.Files.Select(file => Read(folder, package, file))),
        .. ThirdPackages.SelectMany(package => package.Files.Select(file => ReadSized(folder, package, file))),
    ];

    // Photographs of the third set are never enlarged by more than a third: that would be blur.
    private static Scene ReadSized(string folder, (string Package, string Licence, string Path, string[] Files) package, string file)
    {
        using var codec = SKCodec.Create(Path.Combine(folder, package.Package, package.Path, file));
        var scene = Read(folder, package, file) with { IsUnseen = true };
        return scene with { MaxWidth = codec.Info.Width >= 1920 ? 1920 : codec.Info is { Width: >= 900, Height: >= 700 } ? 704 : SmallWidth };
    }

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
