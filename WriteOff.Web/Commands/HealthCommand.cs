using System.CommandLine;

namespace WriteOff.Web.Commands;

/// <summary><c>health</c>: asks a running product whether it lives, for a container that has no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Make()
    {
        var url = new Argument<string>("url") { Description = "Where it answers, such as http://127.0.0.1:8080." };
        var ready = new Option<bool>("--ready") { Description = "Ask whether its database answers too, and has every migration." };
        var command = new Command("health", "Ask a running product whether it lives. Exit code: 0 yes, 1 no.") { url, ready };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(url), UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https"))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"\"{parsed.GetRequiredValue(url)}\" is no address. Give one such as http://127.0.0.1:8080.");
                return 2;
            }

            var address = new Uri(site, parsed.GetValue(ready) ? Composition.Health.Ready : Composition.Health.Live);
            using var client = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await client.GetAsync(address, cancel);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(answer.IsSuccessStatusCode ? "yes" : "no");
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync("no answer");
                return 1;
            }
        });
        return command;
    }
}
