using System.Text;
using System.Text.RegularExpressions;

namespace CameraHealth.Storage.Fleet;

/// <summary>The columns of a fleet file: those of the design's contract, and after them what may be left out altogether.</summary>
/// <remarks>
/// <c>site_name</c>, <c>area</c> and <c>zone</c> (IANA time zone) belong to the site: every row of a site may say them, an empty cell says nothing.
/// <c>field</c> (what the footage is for), <c>unit</c> (who operates it), <c>contractor</c>, <c>maker</c> and <c>model</c> belong to the device, as does
/// <c>credential_set</c>, the name of the login it shares with others.
/// </remarks>
internal static partial class FleetColumns
{
    public static readonly IReadOnlyList<string> All =
    [
        "code", "name", "kind", "site", "access", "host", "onvif_port", "rtsp_port", "stream_path", "credential", "recorder", "channel", "group",
        "lat", "lon", "in_service_from", "required_days", "site_name", "area", "zone", "field", "unit", "contractor", "maker", "model", "credential_set",
    ];

    public static readonly IReadOnlyList<string> Required = ["code", "name", "kind", "site"];

    // As these lists are headed in Vietnamese documents. What means nothing but itself is not translated (host, onvif_port).
    private static readonly Dictionary<string, string> Vietnamese = new(StringComparer.Ordinal)
    {
        ["mã"] = "code",
        ["mã camera"] = "code",
        ["mã thiết bị"] = "code",
        ["tên"] = "name",
        ["tên camera"] = "name",
        ["tên thiết bị"] = "name",
        ["loại"] = "kind",
        ["loại thiết bị"] = "kind",
        ["mã vị trí"] = "site",
        ["vị trí"] = "site_name",
        ["vị trí lắp đặt"] = "site_name",
        ["điểm lắp đặt"] = "site_name",
        ["địa chỉ ip"] = "host",
        ["đầu ghi"] = "recorder",
        ["đầu thu"] = "recorder",
        ["kênh"] = "channel",
        ["nhóm"] = "group",
        ["vĩ độ"] = "lat",
        ["kinh độ"] = "lon",
        ["ngày đưa vào sử dụng"] = "in_service_from",
        ["số ngày lưu trữ"] = "required_days",
        ["số ngày lưu trữ yêu cầu"] = "required_days",
        ["khu vực"] = "area",
        ["múi giờ"] = "zone",
        ["lĩnh vực"] = "field",
        ["đơn vị vận hành"] = "unit",
        ["đơn vị quản lý"] = "unit",
        ["nhà thầu"] = "contractor",
        ["hãng"] = "maker",
        ["hãng sản xuất"] = "maker",
        ["kiểu máy"] = "model",
    };

    /// <summary>The column that a header names; what names none comes back in lower case.</summary>
    public static string Find(string header)
    {
        var name = Blanks().Replace(header.Trim(), " ").ToLowerInvariant();

        // Both ways of writing an accented letter are the same word. Half a surrogate pair cannot be composed, and is in no column.
        return Vietnamese.GetValueOrDefault(name.Any(char.IsSurrogate) ? name : name.Normalize(NormalizationForm.FormC), name);
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
