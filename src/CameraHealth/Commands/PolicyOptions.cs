using System.CommandLine;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Commands;

/// <summary>The options of <c>policy set</c>, one for each field of a policy; what is not given stays as it is.</summary>
internal sealed class PolicyOptions
{
    private readonly List<(Option<string?> Option, Func<PollPolicy, TimeSpan, PollPolicy> Put)> _spans =
    [
        (Span("--health-interval", "PolicyHealthInterval"), (policy, value) => policy with { HealthInterval = value }),
        (Span("--health-deadline", "PolicyHealthDeadline"), (policy, value) => policy with { HealthDeadline = value }),
        (Span("--stream-interval", "PolicyStreamInterval"), (policy, value) => policy with { StreamInterval = value }),
        (Span("--stream-deadline", "PolicyStreamDeadline"), (policy, value) => policy with { StreamDeadline = value }),
        (Span("--stream-receive", "PolicyStreamReceive"), (policy, value) => policy with { StreamReceive = value }),
        (Span("--repeat-after", "PolicyRepeatAfter"), (policy, value) => policy with { RepeatAfter = value }),
        (Span("--clock-tolerance", "PolicyClockTolerance"), (policy, value) => policy with { ClockTolerance = value }),
        (Span("--picture-interval", "PolicyPictureInterval"), (policy, value) => policy with { PictureInterval = value }),
        (Span("--picture-deadline", "PolicyPictureDeadline"), (policy, value) => policy with { PictureDeadline = value }),
    ];

    private readonly List<(Option<int?> Option, Func<PollPolicy, int, PollPolicy> Put)> _counts =
    [
        (new Option<int?>("--failures-to-confirm") { HelpName = "N", Description = Text.Of("PolicyFailures") }, (policy, value) => policy with { FailuresToConfirm = value }),
        (new Option<int?>("--recoveries-to-confirm") { HelpName = "N", Description = Text.Of("PolicyRecoveries") }, (policy, value) => policy with { RecoveriesToConfirm = value }),
    ];

    private readonly List<(Option<bool?> Option, Func<PollPolicy, bool, PollPolicy> Put)> _switches =
    [
        (new Option<bool?>("--dark-is-unhealthy") { HelpName = "true|false", Description = Text.Of("PolicyDark") }, (policy, value) => policy with { IsDarkUnhealthy = value }),
        (new Option<bool?>("--allow-basic") { HelpName = "true|false", Description = Text.Of("PolicyBasic") }, (policy, value) => policy with { AllowBasic = value }),
    ];

    public void AddTo(Command command)
    {
        foreach (var option in _spans.Select(span => (Option)span.Option).Concat(_counts.Select(count => count.Option)).Concat(_switches.Select(toggle => toggle.Option)))
        {
            command.Add(option);
        }
    }

    /// <summary>What the options make of a policy.</summary>
    /// <exception cref="UsageException">None is given, or one cannot be read.</exception>
    public Func<PollPolicy, PollPolicy> Read(ParseResult parsed)
    {
        List<Func<PollPolicy, PollPolicy>> changes =
        [
            .. _spans.Select(span => (span.Put, Value: SpanOption.Read(parsed, span.Option))).Where(span => span.Value is not null)
                .Select(span => (Func<PollPolicy, PollPolicy>)(policy => span.Put(policy, span.Value!.Value))),
            .. _counts.Select(count => (count.Put, Value: parsed.GetValue(count.Option))).Where(count => count.Value is not null)
                .Select(count => (Func<PollPolicy, PollPolicy>)(policy => count.Put(policy, count.Value!.Value))),
            .. _switches.Select(toggle => (toggle.Put, Value: parsed.GetValue(toggle.Option))).Where(toggle => toggle.Value is not null)
                .Select(toggle => (Func<PollPolicy, PollPolicy>)(policy => toggle.Put(policy, toggle.Value!.Value))),
        ];
        return changes.Count == 0
            ? throw new UsageException(Text.Of("PolicyNothing"))
            : policy => changes.Aggregate(policy, (made, change) => change(made));
    }

    private static Option<string?> Span(string name, string key) => SpanOption.Create(name, Text.Of(key));
}
