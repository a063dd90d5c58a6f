using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using WriteOff.Tests.Support;
using WriteOff.Web.Commands;
using WriteOff.Web.Composition;

namespace WriteOff.Tests.Web.Operations;

/// <summary>What an IT department installs: containers, a service, a secret in a file, a question whether it lives.</summary>
public sealed partial class DeploymentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-deploy-").FullName;
    private readonly StringWriter _output = new();

    private static string Text(string name) => File.ReadAllText(Path.Combine(Sources.Root, "deploy", name));

    private static DatabaseChoice Read(params (string Key, string Value)[] settings) =>
        DatabaseChoice.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), "/nowhere");

    [Fact]
    public async Task ConnectionString_FromASecretFile()
    {
        var file = Path.Combine(_folder, "connection_string");
        await File.WriteAllTextAsync(file, "Server=db;Database=WriteOff\n", TestContext.Current.CancellationToken);

        Read(("Database:Provider", "SqlServer"), ("Database:ConnectionStringFile", file)).ConnectionString.Should().Be("Server=db;Database=WriteOff");

        FluentActions.Invoking(() => Read(("Database:ConnectionStringFile", file + "x"))).Should().Throw<SettingException>().WithMessage("*can't be read*");
        await File.WriteAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        FluentActions.Invoking(() => Read(("Database:ConnectionStringFile", file))).Should().Throw<SettingException>().WithMessage("*is empty*");
    }

    [Fact]
    public async Task Health_AsksTheRunningProduct()
    {
        await using var app = await RunningApp.Start();
        var url = app.Url.ToString();

        (await CommandLine.Run(["health", url], _output, _output)).Should().Be(0);
        (await CommandLine.Run(["health", url, "--ready"], _output, _output)).Should().Be(0);
        (await CommandLine.Run(["health", "http://127.0.0.1:1"], _output, _output)).Should().Be(1);
        (await CommandLine.Run(["health", "here"], TextWriter.Null, TextWriter.Null)).Should().Be(2);
        _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Should().Equal("yes", "yes", "no answer");
    }

    [Fact]
    public void Container_RunsWithoutRights_OnAReadOnlyFileSystem()
    {
        Text("Dockerfile").Should().MatchRegex("(?m)^USER \\$APP_UID$").And.Contain("HEALTHCHECK").And.Contain("--locked-mode");
        Text("compose.yaml").Should().Contain("read_only: true").And.Contain("cap_drop: [ALL]").And.Contain("no-new-privileges:true");
        Text("writeoff.service").Should().Contain("DynamicUser=yes").And.Contain("ProtectSystem=strict").And.Contain("NoNewPrivileges=yes");
    }

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("compose.yaml")]
    [InlineData("Caddyfile")]
    [InlineData("writeoff.service")]
    public void Deployment_HasNoSecret(string file) => Secrets().Matches(Text(file)).Select(m => m.Value).Should().BeEmpty();

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A password or key with a value; a placeholder, a file or a variable is none.</summary>
    [GeneratedRegex("(?i)(?:password|pwd|secret|key|token)\\w*[ \\t]*[=:][ \\t]*(?!…|/run/|\\{|\\[|\"?\\$)[^\\s,;}]{4,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secrets();

    /// <summary>Each figure of ours on the sample dashboard is one that the product measures, under the name that Prometheus makes of it; none is left out.</summary>
    [Fact]
    public void Dashboard_ShowsWhatTheProductMeasures()
    {
        var text = Text("dashboard.json");
        using var dashboard = JsonDocument.Parse(text);
        dashboard.RootElement.GetProperty("panels").EnumerateArray().Should().HaveCountGreaterThan(6);
        var shown = ShownFigure().Matches(text).Select(m => m.Groups["name"].Value.Replace('_', '.')).ToHashSet(StringComparer.Ordinal);
        var measured = MeasuredFigure().Matches(File.ReadAllText(Path.Combine(Sources.Root, "WriteOff.Domain", "Shared", "Telemetry.cs"))).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        shown.Should().BeEquivalentTo(measured);
    }

    [GeneratedRegex("(?<name>writeoff_[a-z_]+?)(_total|_sum|_count|_bucket)?(?=[^a-z_])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownFigure();

    [GeneratedRegex("<long>\\(\"(?<name>writeoff\\.[a-z.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MeasuredFigure();
}
