namespace CameraHealth.Storage.Sealing;

/// <summary>Where the sealed rows of one kind are read.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Recorded">The column that says when a row was recorded: the day it is sealed in.</param>
/// <param name="Table">Their table.</param>
/// <param name="Fields">
/// The fields of form 1, as SQL that makes an array of texts: times in microseconds since 1970, bytes in lower hexadecimal, absent ones null. A column that
/// is added later is not in it, so that old days verify; a new form gets a new number.
/// </param>
internal sealed record SealedSource(SealedKind Kind, string Table, string Recorded, string Fields)
{
    /// <summary>Version of the form below, stored with each day.</summary>
    public const short Form = 1;

    /// <summary>In the order in which a day is sealed.</summary>
    public static readonly IReadOnlyList<SealedSource> All =
    [
        new(SealedKind.Transition, "transitions", "recorded_at", $$"""
            array[device_id::text, rung::text, {{Instant("at")}}, from_status::text, to_status::text, reason::text, broken_rung::text,
                encode(evidence_hash, 'hex'), {{Instant("recorded_at")}}, batch_id::text, supersedes::text]
            """),
        new(SealedKind.Correction, "status_corrections", "recorded_at", $$"""
            array[device_id::text, rung::text, {{Instant("lower(during)")}}, {{Instant("upper(during)")}}, status::text, reason, entered_by, {{Instant("recorded_at")}}]
            """),
        new(SealedKind.CorrectionEnd, "status_corrections", "superseded_at", $$"""
            array[{{Instant("superseded_at")}}, superseded_by, superseded_why]
            """),
    ];

    /// <summary>Reads identity and fields of the rows recorded from <c>@from</c> until before <c>@to</c>, by identity.</summary>
    public string Rows => $"select id, {Fields} from {Table} where {Recorded} >= @from and {Recorded} < @to order by id";

    /// <summary>How a message names one row.</summary>
    public static string Name(SealedKind kind, long id) => kind switch
    {
        SealedKind.Transition => $"transition {id}",
        SealedKind.Correction => $"correction {id}",
        _ => $"end of correction {id}",
    };

    private static string Instant(string column) => $"(extract(epoch from {column}) * 1000000)::bigint::text";
}
