using System.CommandLine;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Policies;

namespace CameraHealth.Commands;

/// <summary><c>policy list|set</c>: how often and how patiently devices are polled and judged.</summary>
internal static class PolicyCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("policy", Text.Of("Policy")) { CreateList(), CreateSet() };

    private static Command CreateList()
    {
        var data = DataFolder.Option();
        var command = new Command("list", Text.Of("PolicyList")) { data };
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                foreach (var line in (await new PolicyStore(database).ListAsync(cancellationToken)).SelectMany(Lines))
                {
                    await Console.Out.WriteLineAsync(line);
                }
            },
            cancellationToken));
        return command;
    }

    private static Command CreateSet()
    {
        var name = new Argument<string>("POLICY") { Description = Text.Of("PolicyName") };
        var (options, who, data) = (new PolicyOptions(), new WhoAndWhy(), DataFolder.Option());
        var command = new Command("set", Text.Of("PolicySet")) { name, data };
        options.AddTo(command);
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (change, (person, reason)) = (options.Read(parsed), who.Read(parsed));
            return SetAsync(parsed.GetValue(name)!, change, person, reason, parsed.GetValue(data), cancellationToken);
        });
        return command;
    }

    private static Task<int> SetAsync(
        string name, Func<PollPolicy, PollPolicy> change, string person, string reason, string? data, CancellationToken cancellationToken) => RegisterSession.RunAsync(
        data,
        async database =>
        {
            var errors = await new PolicyStore(database).ChangeAsync(name, change, person, reason, cancellationToken);
            if (errors.Count > 0)
            {
                throw new UsageException(string.Join(Environment.NewLine, errors.Select(Text.Of)));
            }

            await Console.Out.WriteLineAsync(Text.Of("PolicyKept", name));
        },
        cancellationToken);

    // A tab between the fields, so that a script can cut them.
    private static IEnumerable<string> Lines(PollPolicy policy) => new (string Field, object Value)[]
    {
        ("health_interval", policy.HealthInterval), ("health_deadline", policy.HealthDeadline), ("stream_interval", policy.StreamInterval),
        ("stream_deadline", policy.StreamDeadline), ("stream_receive", policy.StreamReceive), ("failures_to_confirm", policy.FailuresToConfirm),
        ("recoveries_to_confirm", policy.RecoveriesToConfirm), ("repeat_after", policy.RepeatAfter), ("clock_tolerance", policy.ClockTolerance),
        ("picture_interval", policy.PictureInterval), ("picture_deadline", policy.PictureDeadline), ("dark_is_unhealthy", policy.IsDarkUnhealthy),
        ("allow_basic", policy.AllowBasic),
    }.Select(field => string.Join('\t', policy.Name, field.Field, field.Value switch
    {
        TimeSpan span => FormattableString.Invariant($"{span.TotalSeconds:0.###}s"),
        bool isOn => isOn ? "true" : "false",
        var number => FormattableString.Invariant($"{number}"),
    }));
}
