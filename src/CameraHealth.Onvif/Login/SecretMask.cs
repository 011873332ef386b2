using System.Text;
using CameraHealth.Authentication;

namespace CameraHealth.Onvif.Login;

/// <summary>Makes device text fit to be shown: a device may echo what was sent to it, password proofs included.</summary>
internal sealed class SecretMask(DeviceCredential? credential)
{
    private const int MaxLength = 200;
    private const int MaxProofs = 8;
    private readonly Queue<string> _proofs = new();

    /// <summary>Remembers a digest response or password digest just sent.</summary>
    public void Hide(string proof)
    {
        if (_proofs.Count == MaxProofs)
        {
            _proofs.Dequeue();
        }

        _proofs.Enqueue(proof);
    }

    /// <summary>Hides the value of one quoted parameter of a header.</summary>
    public void HideQuoted(string header, string parameter)
    {
        var start = header.IndexOf(parameter + "=\"", StringComparison.Ordinal);
        if (start >= 0)
        {
            var value = header[(start + parameter.Length + 2)..];
            Hide(value[..value.IndexOf('"', StringComparison.Ordinal)]);
        }
    }

    /// <summary>One short line without control characters, password and recent proofs.</summary>
    public string Clean(string text)
    {
        if (credential is { Password.Length: > 0 })
        {
            text = text.Replace(credential.Password, "***", StringComparison.Ordinal);
        }

        foreach (var proof in _proofs)
        {
            text = text.Replace(proof, "***", StringComparison.OrdinalIgnoreCase);
        }

        return OneLine(text, MaxLength);
    }

    /// <summary>Text of a device on one line: blanks run together, control characters gone, cut at <paramref name="maxLength"/>.</summary>
    public static string OneLine(string text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var c in text)
        {
            var isBlank = char.IsWhiteSpace(c);
            if (line.Length >= maxLength)
            {
                break;
            }

            if (isBlank ? line.Length > 0 && line[^1] != ' ' : !char.IsControl(c) && c != '\uFFFE' && c != '\uFFFF')
            {
                line.Append(isBlank ? ' ' : c);
            }
        }

        return line.ToString().TrimEnd();
    }
}
