import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-unknown-host-refused";

const type = "gcp:compute/uRLMap:URLMap";
const aborts = { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } };
const rules = (host: Value, more: Props = {}): Props => ({
  hostRules: [{ hosts: [host], pathMatcher: "registry" }],
  pathMatchers: [{ name: "registry", defaultService: "registry", ...more }],
});

export default cases(policy, {
  passing: [
    {
      title: "answers 404",
      type,
      props: { defaultService: "registry", defaultRouteAction: aborts, ...rules("registry.example.dev") },
    },
    {
      title: "names a new service that no request reaches",
      type,
      props: { defaultService: Unknown, defaultRouteAction: aborts },
    },
    { title: "only redirects", type, props: { defaultUrlRedirect: { httpsRedirect: true } } },
    {
      title: "refuses every other host by a rule",
      type,
      props: { defaultUrlRedirect: { httpsRedirect: true }, ...rules("*", { defaultRouteAction: aborts }) },
    },
  ],
  failing: [
    {
      title: "serves the rest",
      type,
      props: { defaultService: "registry", ...rules("registry.example.dev") },
      at: ["defaultService"],
    },
    {
      title: "serves the rest by a service that is made with it",
      type,
      props: { defaultService: Unknown },
      at: ["defaultService"],
    },
    {
      title: "serves half of the rest, in one region",
      type: "gcp:compute/regionUrlMap:RegionUrlMap",
      props: {
        defaultService: "registry",
        defaultRouteAction: { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 50 } } },
      },
      at: ["defaultService"],
    },
    {
      title: "has a rule for every host",
      type,
      props: { defaultUrlRedirect: { httpsRedirect: true }, ...rules("*") },
      at: ["hostRules[0].hosts[0]"],
    },
  ],
  unknown: [
    { title: "takes a host from a new resource", type, props: rules(Unknown) },
    {
      title: "takes what the rest gets from a new resource",
      type,
      props: { defaultService: "a", defaultRouteAction: Unknown },
    },
  ],
});
