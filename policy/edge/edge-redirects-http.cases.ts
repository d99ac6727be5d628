import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-redirects-http";

const redirect = { httpsRedirect: true, stripQuery: false };
const map = (props: Props): CaseResource => ({
  type: "gcp:compute/uRLMap:URLMap",
  name: "map",
  props: { name: "edge", ...props },
});
const proxy = (
  urlMap: Value = "https://www.googleapis.com/compute/v1/projects/example/global/urlMaps/edge",
): CaseResource => ({
  type: "gcp:compute/targetHttpProxy:TargetHttpProxy",
  name: "http",
  props: { urlMap },
  madeFrom: { urlMap: ["map"] },
});

export default stackCases(policy, {
  passing: [
    { title: "redirects", stack: [map({ defaultUrlRedirect: redirect }), proxy()] },
    {
      title: "redirects, when all is yet to be made",
      stack: [map({ name: Unknown, defaultUrlRedirect: redirect }), proxy(Unknown)],
    },
    { title: "serves at HTTPS", stack: [map({ defaultService: "registry" })] },
  ],
  failing: [
    {
      title: "serves",
      stack: [map({ defaultService: "registry" }), proxy()],
      at: ["defaultUrlRedirect.httpsRedirect"],
    },
    {
      title: "has one map for both, when all is yet to be made",
      stack: [map({ name: Unknown, defaultService: Unknown }), proxy(Unknown)],
      at: ["defaultUrlRedirect.httpsRedirect"],
    },
    {
      title: "redirects to another host, but not to HTTPS",
      stack: [map({ defaultUrlRedirect: { hostRedirect: "www.example.dev" } }), proxy()],
      at: ["defaultUrlRedirect.httpsRedirect"],
    },
    {
      title: "redirects all but what one host asks for",
      stack: [
        map({
          defaultUrlRedirect: redirect,
          pathMatchers: [
            { name: "health", defaultUrlRedirect: redirect, pathRules: [{ paths: ["/healthz"], service: "registry" }] },
          ],
        }),
        proxy(),
      ],
      at: ["pathMatchers[0].pathRules[0].service"],
    },
    {
      title: "serves in one region",
      stack: [
        { ...map({ defaultService: "registry" }), type: "gcp:compute/regionUrlMap:RegionUrlMap" },
        { ...proxy(), type: "gcp:compute/regionTargetHttpProxy:RegionTargetHttpProxy" },
      ],
      at: ["defaultUrlRedirect.httpsRedirect"],
    },
  ],
  unknown: [
    { title: "takes the redirect from a new resource", stack: [map({ defaultUrlRedirect: Unknown }), proxy()] },
    {
      title: "has a map of another stack",
      stack: [{ ...proxy("projects/example/global/urlMaps/other"), madeFrom: {} }],
    },
  ],
});
