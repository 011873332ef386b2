using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp.Fuzzing;

/// <summary>Inputs on which a reader once failed.</summary>
public class CrasherTests
{
    /// <summary>Target and input, hexadecimal.</summary>
    public static readonly TheoryData<string, string> Found = new()
    {
        { "RTP", "" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void An_input_that_once_did_harm_does_none(string target, string hex) =>
        Should.NotThrow(() => FuzzTargets.All.Single(t => t.Name == target).Read(Convert.FromHexString(hex)));
}
