namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>A workbook that cannot be read.</summary>
/// <param name="reason">Why, English; format and values kept apart so that others can word it.</param>
internal sealed class XlsxException(FormattableString reason) : Exception(FormattableString.Invariant(reason))
{
    public FormattableString Reason { get; } = reason;
}
