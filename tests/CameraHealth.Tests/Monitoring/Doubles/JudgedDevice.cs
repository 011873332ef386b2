using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>A device on paper: observations go in at seconds after the start, verdicts come out.</summary>
internal sealed class JudgedDevice(IReadOnlyList<Rung> rungs, PollPolicy? policy = null)
{
    private readonly List<Transition> _transitions = [];

    public PollPolicy Policy { get; } = policy ?? new PollPolicy();

    public DeviceState State { get; private set; } = DeviceState.NeverObserved(1, rungs, Devices.Start);

    public IReadOnlyList<Transition> Transitions => _transitions;

    /// <summary>Of the overall status only.</summary>
    public IEnumerable<Transition> Overall => _transitions.Where(transition => transition.Rung is null);

    public static DateTimeOffset At(double second) => Devices.Start.AddSeconds(second);

    public RungState StateOf(Rung rung) => State.Rungs.Single(state => state.Rung == rung);

    public AssessmentResult Health(double second, params IReadOnlyList<RungFinding> findings) => Observe(PollKind.Health, second, findings);

    public AssessmentResult Stream(double second, params IReadOnlyList<RungFinding> findings) => Observe(PollKind.Stream, second, findings);

    public AssessmentResult Picture(double second, params IReadOnlyList<RungFinding> findings) => Observe(PollKind.Picture, second, findings);

    /// <summary>A health poll that found every rung of its kind good.</summary>
    public AssessmentResult GoodHealth(double second) => Health(second, Good(PollKind.Health));

    public AssessmentResult GoodStream(double second) => Stream(second, Good(PollKind.Stream));

    /// <summary>Measured good by both kinds in the first second.</summary>
    public JudgedDevice Healthy()
    {
        GoodHealth(0);
        if (rungs.Contains(Rung.Streaming))
        {
            GoodStream(1);
        }

        return this;
    }

    private IReadOnlyList<RungFinding> Good(PollKind kind) => [.. rungs.Where(rung => Rungs.MeasuredBy(rung) == kind).Select(RungFinding.Good)];

    private AssessmentResult Observe(PollKind kind, double second, IReadOnlyList<RungFinding> findings)
    {
        var result = Assessor.Assess(State, Observed.At(kind, At(second), findings, Policy), Policy);
        State = result.State;
        _transitions.AddRange(result.Transitions);
        return result;
    }
}
