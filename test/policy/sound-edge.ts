/** An edge of a production environment that uses whatever an edge offers, as it should be. */
import { Edge, Environment, Service } from "../../components";
import { authority } from "../support/authority";

const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;

export function soundEdge(): void {
  const environment = new Environment("environment", {
    kind: "production",
    project: "registry-prod",
    projectNumber: "755489226627",
    home: "europe-west1",
    regions: ["europe-west1", "us-east4"],
    domain: "example.dev",
    cloudflareZone: "f2bf6781bba24dfc4ce34fdad20ed86b",
    cloudflareAccount: "a3e54a68243f9d30a74d93711c21a9f7",
  });
  const edgeService = (name: string) => new Service(name, { environment, image, exposure: "edge" });
  const [registry, next, layers] = [edgeService("registry"), edgeService("next"), edgeService("layers")];
  const desk = edgeService("desk");
  const canary = {
    split: [
      { to: registry, percent: 90 },
      { to: next, percent: 10 },
    ],
  } as const;
  new Edge("edge", {
    environment,
    routes: {
      [environment.host("registry")]: [{ when: { headers: { "x-canary": "on" } }, to: next }, canary],
      [`${environment.host("registry")}/v2/blobs/*`]: layers,
      [environment.host("pages")]: canary,
      [`${environment.host("pages")}/old/*`]: { redirectTo: "/new/*", permanently: true },
      [environment.host("desk")]: desk,
      [environment.domain]: canary,
      [`*.${environment.domain}`]: next,
      [environment.host("images")]: { redirectTo: environment.host("registry") },
    },
    firewall: {
      attacks: { scanners: "preview", php: "enforce", sqli: { sensitivity: 2 } },
      rules: [{ deny: { path: "/admin/*" }, because: "nobody administers from outside" }],
      rateLimits: [
        { requests: 10, per: "1m", by: ["address", { header: "x-api-key" }], on: { path: "/token" }, ban: "10m" },
        { requests: 1200, per: "1m" },
      ],
    },
    cdn: [{ service: layers, keep: "static", ttl: "1h" }],
    iap: [{ service: desk, admits: ["group:staff@example.dev"] }],
    mutualTls: { trustAnchors: [authority], clients: "optional" },
    outlierDetection: { errors: 3 },
    errorPages: {
      [environment.host("pages")]: {
        "404": "test/components/error-pages/not-found.html",
        "5xx": "test/components/error-pages/unavailable.html",
      },
    },
    requestLogs: 0.5,
  });
}
