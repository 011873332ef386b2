using CameraHealth.Imaging.Decoding;
using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging;

/// <summary>What the judges look at: each measure is taken once, when the first of them asks.</summary>
internal sealed class Examination(DecodedPicture decoded, PictureContext context, CancellationToken cancellationToken)
{
    // Lower edges drown in compression.
    private const double MinEdgeHeight = 24;

    private const double SomeColour = 5;
    private const int BrightDay = 60;
    private const double SameBrightness = 0.6;

    private TileMap? _tiles;
    private TileMap? _referenceTiles;
    private Sharpness? _referenceSharpness;
    private SharpnessChange? _sharpnessChange;
    private Histogram? _levels;
    private Grain? _grain;
    private GridSteps? _gridSteps;
    private Sharpness? _sharpness;
    private Waves? _levelWaves;
    private Waves? _uprightWaves;
    private Tint? _tint;
    private Tint? _tintChange;
    private FlatCard? _card;
    private SmoothRegion? _smooth;
    private Alignment? _alignment;
    private LostParts? _lost;
    private Waves? _referenceLevelWaves;
    private Waves? _referenceUprightWaves;
    private Tint? _referenceTint;
    private bool? _isAlike;
    private Sameness? _sameness;
    private SmoothRegion? _referenceSmooth;
    private Histogram? _referenceLevels;
    private double? _moreClipped;
    private double? _burnt;

    public Picture Picture => decoded.Reduced;

    public PictureContext Context => context;

    public TileMap Tiles => _tiles ??= Measured(TileMap.Of(Picture.Luma));

    public Histogram Levels => _levels ??= Measured(Histogram.Of(Picture.Luma));

    public Grain Grain => _grain ??= Measured(Grain.Of(decoded.Detail));

    public GridSteps GridSteps => _gridSteps ??= Measured(GridSteps.Of(decoded.Detail, Grain.Finest));

    public Sharpness Sharpness => _sharpness ??= Measured(Sharpness.Of(Tiles, SmallestEdge));

    public Waves LevelWaves => _levelWaves ??= Measured(Waves.Of(Picture.Luma, upright: false));

    public Waves UprightWaves => _uprightWaves ??= Measured(Waves.Of(Picture.Luma, upright: true));

    public Tint Tint => _tint ??= Measured(Tint.Of(Picture));

    public FlatCard Card => _card ??= Measured(FlatCard.Of(Picture, Tiles));

    public SmoothRegion Smooth => _smooth ??= Measured(SmoothRegion.Of(Tiles));

    /// <summary>How sharp the reference is; null without one of the same size.</summary>
    public Sharpness? ReferenceSharpness => IsAlike && ReferenceTiles is { } tiles ? _referenceSharpness ??= Measured(Sharpness.Of(tiles, MinEdgeHeight)) : null;

    /// <summary>How much softer the edges of the reference are now; null without one by the same light and of the same size.</summary>
    public SharpnessChange? SharpnessChange => IsAlike && ReferenceTiles is { } tiles
        ? _sharpnessChange ??= Measured(Measures.SharpnessChange.Of((Picture.Luma, Tiles), (context.Reference!.Luma, tiles), SmallestEdge, MinEdgeHeight))
        : null;

    /// <summary>What of the reference is hidden; null without one of the same size.</summary>
    public LostParts? Lost => AlikeReference is { } reference && IsSameSize(reference) ? _lost ??= Measured(LostParts.Of(Picture.Luma, reference.Luma)) : null;

    /// <summary>What did not change since the previous picture; null without one of the same size.</summary>
    public Sameness? Sameness => context.Previous is { } previous && IsSameSize(previous) ? _sameness ??= Measured(Measures.Sameness.Of(Picture, previous, Tiles)) : null;

    /// <summary>The largest part of the reference without structure; null without one.</summary>
    public SmoothRegion? ReferenceSmooth => context.Reference is { } reference ? _referenceSmooth ??= Measured(SmoothRegion.Of(TileMap.Of(reference.Luma))) : null;

    /// <summary>How often each level occurs in the reference; null without one by the same light.</summary>
    public Histogram? ReferenceLevels => AlikeReference is { } reference ? _referenceLevels ??= Measured(Histogram.Of(reference.Luma)) : null;

    /// <summary>Whether there is a reference, and colour in it.</summary>
    public bool HasColourReference => context.Reference is not null && ReferenceColourfulness >= SomeColour;

    /// <summary>How far the most colourful pixels of the reference are from grey, in levels; 0 without one.</summary>
    public double ReferenceColourfulness => ReferenceTint?.Colourfulness ?? 0;

    /// <summary>How much more of the picture is burnt out in any colour than of the reference, in parts of it; null without a reference by the same light.</summary>
    public double? MoreClipped => AlikeReference is { } reference ? _moreClipped ??= Measured(Clipped.ShareOf(Picture) - Clipped.ShareOf(reference)) : null;

    /// <summary>Share of the reference's structure that is burnt out now, 0–1; null without one by the same light and of the same size.</summary>
    public double? Burnt => IsAlike && ReferenceTiles is { } tiles ? _burnt ??= Measured(BurntParts.ShareOf(Tiles, tiles)) : null;

    /// <summary>Colour that the whole reference has in common; null without one.</summary>
    public Tint? ReferenceTint => context.Reference is { } reference ? _referenceTint ??= Measured(Tint.Of(reference)) : null;

    /// <summary>
    /// The reference, if it was taken by the same kind of light; null: none, or a bright one beside a dark picture, or colour beside infrared. Cameras change to night by
    /// themselves, and whoever calls may not know it yet.
    /// </summary>
    public Picture? AlikeReference => IsAlike ? context.Reference : null;

    /// <summary>Change of colour against the reference; null without a reference in colour by the same light.</summary>
    public Tint? TintChange => HasColourReference && IsAlike ? _tintChange ??= Measured(Tint.Of(Picture, context.Reference)) : null;

    /// <summary>What the reference shows of waves that lie level; null without one.</summary>
    public Waves? ReferenceLevelWaves => context.Reference is { } reference ? _referenceLevelWaves ??= Measured(Waves.Of(reference.Luma, upright: false)) : null;

    /// <summary>What the reference shows of waves that stand; null without one.</summary>
    public Waves? ReferenceUprightWaves => context.Reference is { } reference ? _referenceUprightWaves ??= Measured(Waves.Of(reference.Luma, upright: true)) : null;

    /// <summary>Where the reference's view lies; null without one of the same shape.</summary>
    public Alignment? Alignment => context.Reference is { } reference && IsSameShape(reference) ? _alignment ??= Alignment.Of(Picture, reference, cancellationToken) : null;

    /// <summary>Whether there is no colour in it.</summary>
    public bool IsMonochrome => IsGrey(Tint);

    public static bool IsGrey(Tint tint) => tint.Colourfulness < SomeColour;

    private double SmallestEdge => Math.Max(MinEdgeHeight, 14 * Grain.Finest);

    private bool IsAlike => _isAlike ??= context.Reference is { } reference && IsAlikeTo(Histogram.Of(reference.Luma));

    private TileMap? ReferenceTiles => context.Reference is { } reference && IsSameSize(reference) ? _referenceTiles ??= Measured(TileMap.Of(reference.Luma)) : null;

    public bool IsSameSize(Picture other) => other.Luma.Width == Picture.Luma.Width && other.Luma.Height == Picture.Luma.Height;

    // What covers half the view leaves the other half as bright as it was; and while the sun is up, no darkness is the night's.
    private bool IsAlikeTo(Histogram reference) =>
        HasColourReference != IsMonochrome && (context.IsDaylight == true || reference.Quantile(0.5) < BrightDay || Levels.Quantile(0.95) >= SameBrightness * reference.Quantile(0.95));

    private bool IsSameShape(Picture other) =>
        Math.Abs(((double)other.Luma.Width / other.Luma.Height) - ((double)Picture.Luma.Width / Picture.Luma.Height)) < 0.02;

    private T Measured<T>(T value)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return value;
    }
}
