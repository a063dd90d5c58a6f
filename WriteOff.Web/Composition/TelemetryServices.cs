using Microsoft.AspNetCore.Components.Server.Circuits;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Composition;

/// <summary>Metrics and traces over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; nothing is gathered otherwise.</summary>
internal static class TelemetryServices
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddWriteOffMeasuring(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CircuitHandler, CircuitCount>();
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint])) return;
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits").AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation(web => web.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)))
            .UseOtlpExporter();
    }
}

/// <summary>Counts open circuits.</summary>
internal sealed class CircuitCount : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Telemetry.Circuits.Add(1);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Telemetry.Circuits.Add(-1);
        return Task.CompletedTask;
    }
}
