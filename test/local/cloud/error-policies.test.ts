import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { errorRule } from "../../../local/cloud/compute/error-policies";
import { routed } from "../../../local/cloud/requests/url-map";
import { Rulebook } from "../../../local/cloud/rulebook";
import type { PropertyMap } from "../../../local/values";
import { Driver, types } from "./support";

/** A level of a URL map that leads these codes to a page of the same name. */
const level = (name: string, errorService: string | undefined, ...codes: string[]): PropertyMap => ({
  [name]: {
    ...(errorService !== undefined && { errorService }),
    errorResponseRules: codes.map((code) => ({ matchResponseCodes: [code], path: `/${name}-${code}` })),
  },
});
const map = level("defaultCustomErrorResponsePolicy", "of the map", "4xx", "5xx");
const rule = level("customErrorResponsePolicy", undefined, "404", "5xx", "503");

describe("a page in place of an error", () => {
  const pageFor = (status: number, ...levels: PropertyMap[]) => {
    const found = errorRule(levels, status);
    return found && [found.rule.path, found.service];
  };

  it("is that of the nearest level that knows the code, which goes before its class", () => {
    assert.deepEqual(pageFor(404, rule, map), ["/customErrorResponsePolicy-404", "of the map"]);
    assert.deepEqual(pageFor(403, rule, map), ["/defaultCustomErrorResponsePolicy-4xx", "of the map"]);
    assert.deepEqual(pageFor(503, rule, map), ["/customErrorResponsePolicy-503", "of the map"]);
    assert.deepEqual(pageFor(502, rule, map), ["/customErrorResponsePolicy-5xx", "of the map"]);
    assert.equal(pageFor(403, rule), undefined);
  });

  it("may come with another code, and is left out where the object is not there", async () => {
    const cloud = LocalCloud.inMemory(new Rulebook([]));
    const { world } = cloud;
    const driver = await Driver.of(cloud);
    const abort = { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } };
    const backend = await driver.create("gcp:compute/backendBucket:BackendBucket", "b", {
      name: "b",
      bucketName: "pages",
    });
    await driver.create("gcp:storage/bucket:Bucket", "pages", { name: "pages", location: "EU" });
    const errorResponseRules = [{ matchResponseCodes: ["404"], path: "/e.html", overrideResponseCode: 200 }];
    const routes = await driver.create(types.urlMap, "m", {
      name: "m",
      defaultService: "projects/registry-shared/global/backendServices/s",
      defaultRouteAction: abort,
      defaultCustomErrorResponsePolicy: { errorService: backend.id, errorResponseRules },
    });
    const proxy = { inputs: { urlMap: routes.id }, id: "proxy" } as never;
    const request = { host: "a.example.dev", path: "/", headers: {}, query: new URLSearchParams() };
    assert.deepEqual(routed(world, proxy, request), { status: 200 });
    await driver.create("gcp:storage/bucketObject:BucketObject", "e", {
      bucket: "pages",
      name: "e.html",
      content: "gone",
    });
    assert.deepEqual(routed(world, proxy, request), { status: 200, page: "gone" });
  });
});
