using CameraHealth.Imaging;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Imaging;

/// <summary>The names that others script against.</summary>
public sealed class PictureFaultNamesTests
{
    [Fact]
    public void Names_are_those_of_the_contract() => PictureFaultNames.All.Select(fault => fault.ToName()).ShouldBe(
        [
            "signal_loss", "black", "overexposed", "low_contrast", "blurred", "covered", "frozen", "moved", "colour_cast", "noise", "stripes", "mosaic", "night_filter_fault",
        ],
        ignoreOrder: true);

    [Fact]
    public void Every_name_leads_back_to_its_fault()
    {
        foreach (var fault in PictureFaultNames.All)
        {
            PictureFaultNames.TryParse(fault.ToName(), out var read).ShouldBeTrue();
            read.ShouldBe(fault);
        }

        PictureFaultNames.TryParse("Blurred", out _).ShouldBeFalse();
    }
}
