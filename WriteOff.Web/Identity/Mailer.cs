using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace WriteOff.Web.Identity;

/// <summary>Sends e-mail where a server is set. Plain text, one person, no patient data.</summary>
/// <param name="settings">Null: nothing is ever sent.</param>
public sealed class Mailer(MailSettings? settings, ILogger<Mailer> log)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>How people reach the product; null where nothing is sent.</summary>
    public Uri? Site => settings?.Site;

    /// <summary>Whether the server took the message. What goes wrong is a line in the log, without address and text.</summary>
    public async Task<bool> Send(string name, string address, string subject, string text, CancellationToken cancellationToken = default)
    {
        if (settings is null) return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            using var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
            message.From.Add(MailboxAddress.Parse(settings.From));
            message.To.Add(new MailboxAddress(name, address));
            using var client = new SmtpClient();
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, patience.Token);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", patience.Token);
            await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return true;
        }
        catch (Exception broken) when (broken is IOException or System.Net.Sockets.SocketException or CommandException or ProtocolException or AuthenticationException or SslHandshakeException or ParseException or OperationCanceledException)
        {
            log.LogError("An e-mail could not be sent ({Reason})", broken.GetType().Name);
            return false;
        }
    }
}
