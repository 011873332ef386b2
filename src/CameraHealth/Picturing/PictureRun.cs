using System.Text.Json;
using CameraHealth.Imaging;

namespace CameraHealth.Picturing;

/// <summary>One run of <c>picture</c>: reads, examines, prints a table or JSON.</summary>
internal sealed class PictureRun(PictureSource source, PictureSource? reference, PictureSource? previous, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing was found, 1 otherwise.</returns>
    /// <exception cref="CannotRunException">One of the pictures cannot be judged.</exception>
    public async Task<int> ExecuteAsync(bool asJson, CancellationToken cancellationToken)
    {
        var context = new PictureContext
        {
            Reference = await DecodeAsync(reference, cancellationToken),
            Previous = await DecodeAsync(previous, cancellationToken),
        };
        var report = await NamedAsync(source, async () =>
        {
            var encoded = await source.ReadAsync(time, cancellationToken);
            return PictureExaminer.Examine(encoded, context, cancellationToken);
        });
        var found = PictureJson.Of(report);
        if (asJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(found, ProgramJson.Options));
        }
        else
        {
            PictureTable.Write(source.Name, report);
        }

        return report.Verdict is null ? ExitCode.Good : ExitCode.Finding;
    }

    private Task<Picture?> DecodeAsync(PictureSource? other, CancellationToken cancellationToken) => other is null ? Task.FromResult<Picture?>(null)
        : NamedAsync<Picture?>(other, async () => Picture.Decode(await other.ReadAsync(time, cancellationToken), cancellationToken));

    private static async Task<T> NamedAsync<T>(PictureSource from, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PictureException exception)
        {
            throw new CannotRunException(Text.Of("PictureFailure" + exception.Reason, from.Name), exception);
        }
    }
}
