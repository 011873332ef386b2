using CameraHealth.Storage.Sealing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Sealing;

/// <summary>The canonical form is fixed for ever: these digests were made by another program from its description.</summary>
public sealed class SealHashTests
{
    [Fact]
    public void Row_and_day_have_the_digests_that_another_program_makes()
    {
        var first = SealHash.Row(SealedKind.Transition, 7, ["12", "0", "1777852800000000", null, "đổi"]);
        var second = SealHash.Row(SealedKind.Correction, 1, []);
        Convert.ToHexStringLower(first).ShouldBe("20eed59565d23d5c10d9fc7e1ce29af12b50d01c342f7d37c626e3b4e0cfaef6");
        Convert.ToHexStringLower(second).ShouldBe("9c3c74621390a1c91ff16e4805cfb5e1feb6642880a77a4b300843717d180142");

        using var list = new MemoryStream();
        SealHash.Append(list, new SealedRow(SealedKind.Transition, 7, first));
        SealHash.Append(list, new SealedRow(SealedKind.Correction, 1, second));
        Convert.ToHexStringLower(SealHash.Day(new DateOnly(2026, 5, 4), SealHash.Start, list.ToArray()))
            .ShouldBe("f06b57ec4a60315137ef4dbfcfd86303a44596d30b13d39587d6f09a3f8fc1f5");
        SealHash.Read(list.ToArray()).Select(row => (row.Kind, row.Id)).ShouldBe([(SealedKind.Transition, 7), (SealedKind.Correction, 1)]);
    }

    [Fact]
    public void Text_that_moves_from_one_field_to_the_next_changes_the_hash()
    {
        SealHash.Row(SealedKind.Correction, 1, ["ab", "c"]).ShouldNotBe(SealHash.Row(SealedKind.Correction, 1, ["a", "bc"]));
        SealHash.Row(SealedKind.Correction, 1, ["", null]).ShouldNotBe(SealHash.Row(SealedKind.Correction, 1, [null, ""]));
        SealHash.Row(SealedKind.Correction, 1, ["1:a,", "b"]).ShouldNotBe(SealHash.Row(SealedKind.Correction, 1, ["1:a,1:b,"]));
    }
}
