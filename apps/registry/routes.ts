/** Pulling, as the OCI distribution specification has it. Manifests are answered; layers are a redirect, always. */
import { digestOf, nameOf, referenceOf, type Verifier } from "../oci";
import { headerOf, Refused, type Routes, routes } from "../serving";
import type { Catalog } from "./catalog";
import type { SignLayer } from "./layers";
import { indexType, referrersPage } from "./referrers";
import { tagsPage } from "./tags";

/** A manifest that somebody was given. */
export interface Pull {
  repository: string;
  digest: string;
  tag?: string;
  actor: string;
  userAgent?: string;
}

export interface RegistryParts {
  catalog: Catalog;
  sign: SignLayer;
  verify: Verifier;
  /** The public keys, for whoever verifies tokens elsewhere. */
  jwks: object;
  /** Where tokens are had. */
  tokens: (path: `/${string}`, init?: RequestInit) => Promise<Response>;
  /** Told before the answer, which waits for it; what it fails with is its own. */
  pulled: (pull: Pull) => Promise<void>;
}

export function registry({ catalog, sign, verify, jwks, tokens, pulled }: RegistryParts): Routes {
  const app = routes();

  app.get("/v2/", async (context) => {
    await verify(headerOf(context, "authorization"));
    return context.json({}, 200, { "Docker-Distribution-API-Version": "registry/2.0" });
  });

  // Hono answers HEAD with what GET answers, without the body.
  app.get("/v2/:name{.+}/manifests/:reference", async (context) => {
    const name = nameOf(context.req.param("name"));
    const text = context.req.param("reference");
    const reference = referenceOf(text);
    const { subject } = await verify(headerOf(context, "authorization"), { name, action: "pull" });
    const manifest = await catalog.manifest(name, reference);
    if (!manifest) throw new Refused(404, "MANIFEST_UNKNOWN", `${name} has no manifest ${text}`);
    const { digest, mediaType, content } = manifest;
    if (context.req.method === "GET")
      await pulled({
        repository: name,
        digest,
        ...reference,
        actor: subject,
        userAgent: headerOf(context, "user-agent"),
      });
    return context.body(new Uint8Array(content), 200, {
      "Content-Type": mediaType,
      "Content-Length": String(content.byteLength),
      "Docker-Content-Digest": digest,
      ETag: `"${digest}"`,
    });
  });

  app.get("/v2/:name{.+}/blobs/:digest", async (context) => {
    const name = nameOf(context.req.param("name"));
    const digest = digestOf(context.req.param("digest"));
    await verify(headerOf(context, "authorization"), { name, action: "pull" });
    const object = await catalog.blob(name, digest);
    if (object === undefined) throw new Refused(404, "BLOB_UNKNOWN", `${name} has no blob ${digest}`);
    const address = await sign(object, context.req.method === "HEAD" ? "HEAD" : "GET");
    return context.body(null, 307, { Location: address, "Docker-Content-Digest": digest, "Cache-Control": "no-store" });
  });

  // Of what is about a manifest, as signatures are, whether or not that is there itself.
  app.get("/v2/:name{.+}/referrers/:digest", async (context) => {
    const name = nameOf(context.req.param("name"));
    const digest = digestOf(context.req.param("digest"));
    await verify(headerOf(context, "authorization"), { name, action: "pull" });
    const page = referrersPage(context.req.query());
    const { artifactType, most } = page;
    const found = await catalog.referrers(name, digest, { ...page, most: most + 1 });
    const manifests = found.slice(0, most);
    const next = new URLSearchParams({ last: manifests.at(-1)?.digest ?? "", ...(artifactType && { artifactType }) });
    return context.body(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }), 200, {
      "Content-Type": indexType,
      ...(artifactType && { "OCI-Filters-Applied": "artifactType" }),
      ...(found.length > manifests.length && { Link: `</v2/${name}/referrers/${digest}?${next}>; rel="next"` }),
    });
  });

  app.get("/v2/:name{.+}/tags/list", async (context) => {
    const name = nameOf(context.req.param("name"));
    const page = tagsPage(context.req.query());
    await verify(headerOf(context, "authorization"), { name, action: "pull" });
    const tags = await catalog.tags(name, { ...page, most: page.most + 1 }); // one more tells whether there are more
    if (!tags) throw new Refused(404, "NAME_UNKNOWN", `there is no repository ${name}`);
    const shown = tags.slice(0, page.most);
    const next = new URLSearchParams({ n: String(page.most), last: shown.at(-1) ?? page.after });
    const link = tags.length > shown.length ? { Link: `</v2/${name}/tags/list?${next}>; rel="next"` } : undefined;
    return context.json({ name, tags: shown }, 200, link);
  });

  // Who pushes is sent elsewhere by the client's own configuration: here nothing is written.
  app.all("/v2/*", () => {
    throw new Refused(405, "UNSUPPORTED", "this host answers pulls alone", { Allow: "GET, HEAD" });
  });

  app.get("/token", async (context) => {
    const { search } = new URL(context.req.url);
    const authorization = headerOf(context, "authorization");
    const answer = await tokens(`/token${search}`, { headers: authorization ? { authorization } : {} });
    const passed = ["content-type", "www-authenticate", "cache-control"].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    });
    return new Response(answer.body, { status: answer.status, headers: passed });
  });

  app.get("/.well-known/jwks.json", (context) => context.json(jwks, 200, { "Cache-Control": "public, max-age=300" }));
  return app;
}
