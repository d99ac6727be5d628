/** An OpenTelemetry collector, told what to do in a variable. */
import type * as pulumi from "@pulumi/pulumi";
import type { SidecarArgs } from "./sidecars";

export const collectorName = "collector";

const ports = { otlp: 4318, otlpGrpc: 4317, health: 13133 } as const;

/**
 * What is received is told where it came from, gathered, and sent on: traces to Cloud Trace, metrics to Managed Service for
 * Prometheus. Logs are not: what a container writes is in Cloud Logging already. Receivers listen inside the instance alone.
 */
const configuration = {
  extensions: { health_check: { endpoint: `0.0.0.0:${ports.health}` } },
  receivers: {
    otlp: {
      protocols: { http: { endpoint: `localhost:${ports.otlp}` }, grpc: { endpoint: `localhost:${ports.otlpGrpc}` } },
    },
  },
  processors: {
    memory_limiter: { check_interval: "1s", limit_percentage: 65, spike_limit_percentage: 20 },
    resourcedetection: { detectors: ["env", "gcp"], timeout: "10s" },
    batch: { timeout: "5s" },
  },
  exporters: { googlecloud: {}, googlemanagedprometheus: {} },
  service: {
    extensions: ["health_check"],
    pipelines: {
      traces: pipeline("googlecloud"),
      metrics: pipeline("googlemanagedprometheus"),
    },
  },
};

function pipeline(exporter: string) {
  return {
    receivers: ["otlp"],
    processors: ["memory_limiter", "resourcedetection", "batch"],
    exporters: [exporter],
  };
}

/** The collector as a sidecar: ready before the service starts, so that it misses nothing. */
export function collector(image: pulumi.Input<string>): SidecarArgs {
  return {
    image,
    args: ["--config=env:COLLECTOR_CONFIG"],
    variables: { COLLECTOR_CONFIG: JSON.stringify(configuration) },
    probes: { port: ports.health, startup: { path: "/" }, liveness: { path: "/" } },
  };
}

/** By which every OpenTelemetry SDK finds it (opentelemetry.io/docs/specs/otel/protocol/exporter). */
export function telemetryVariables(service: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${ports.otlp}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_SERVICE_NAME: service,
  };
}
