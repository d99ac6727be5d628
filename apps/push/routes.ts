/** Pushing, as the OCI distribution specification has it. */
import type { Context } from "hono";
import type { events } from "../../contract";
import type { Outbox } from "../database";
import { type Action, digestOf, nameOf, referenceOf, type Verifier } from "../oci";
import { Refused, type Routes, routes } from "../serving";
import type { Blobs } from "./blobs";
import type { PushCatalog } from "./catalog";
import { largestManifest, manifestIn } from "./manifest";
import type { Upload, Uploads } from "./uploads";

export interface PushParts {
  catalog: PushCatalog;
  blobs: Blobs;
  uploads: Uploads;
  verify: Verifier;
  /** Resolves once the event of what was pushed is published. */
  published: Outbox<typeof events.imagePushed>["published"];
}

export function push({ catalog, blobs, uploads, verify, published }: PushParts): Routes {
  const app = routes();
  /** The repository of a request whose sender may do that with it. */
  async function may(context: Context, action: Action = "push"): Promise<{ name: string; subject: string }> {
    const name = nameOf(context.req.param("name") as string);
    const { subject } = await verify(context.req.header("authorization"), { name, action });
    return { name, subject };
  }
  const found = (context: Context, name: string) => uploads.find(name, context.req.param("id") as string);

  app.get("/v2/", async (context) => {
    await verify(context.req.header("authorization"));
    return context.json({}, 200, { "Docker-Distribution-API-Version": "registry/2.0" });
  });

  // With a digest the blob is in the body; with a mount it may be in another repository.
  app.on("POST", ["/v2/:name{.+}/blobs/uploads/", "/v2/:name{.+}/blobs/uploads"], async (context) => {
    const { name } = await may(context);
    const { mount, from, digest } = context.req.query();
    if (mount !== undefined && from !== undefined && (await isMounted(context, name, digestOf(mount), nameOf(from))))
      return blobMade(context, name, mount);
    if (digest === undefined || mount !== undefined) return accepted(context, await uploads.begin(name));
    digestOf(digest);
    await blobs.finish(await uploads.begin(name), bodyOf(context), digest);
    return blobMade(context, name, digest);
  });

  /** Who may not read the other repository is not told whether it has the blob. */
  async function isMounted(context: Context, name: string, digest: string, from: string): Promise<boolean> {
    try {
      await verify(context.req.header("authorization"), { name: from, action: "pull" });
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
    return catalog.mount(name, digest, from);
  }

  app.patch("/v2/:name{.+}/blobs/uploads/:id", async (context) => {
    const { name } = await may(context);
    const upload = await found(context, name);
    const length = lengthAt(context, upload);
    const bytes = await blobs.append(upload, bodyOf(context), length);
    return accepted(context, { ...upload, bytes });
  });

  app.put("/v2/:name{.+}/blobs/uploads/:id", async (context) => {
    const { name } = await may(context);
    const digest = digestOf(context.req.query("digest") ?? "");
    const upload = await found(context, name);
    lengthAt(context, upload);
    await blobs.finish(upload, bodyOf(context), digest);
    return blobMade(context, name, digest);
  });

  app.get("/v2/:name{.+}/blobs/uploads/:id", async (context) => {
    const { name } = await may(context);
    return context.body(null, 204, stateOf(await found(context, name)));
  });

  app.delete("/v2/:name{.+}/blobs/uploads/:id", async (context) => {
    const { name } = await may(context);
    if (!(await uploads.drop(name, context.req.param("id"))))
      throw new Refused(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload");
    return context.body(null, 204);
  });

  // Whether it needs to be pushed at all; who may push to a repository may know what it has.
  app.get("/v2/:name{.+}/blobs/:digest", async (context) => {
    if (context.req.method !== "HEAD") throw pullsElsewhere();
    const { name } = await may(context);
    const digest = digestOf(context.req.param("digest"));
    const blob = await catalog.blob(name, digest);
    if (!blob) throw new Refused(404, "BLOB_UNKNOWN", `${name} has no blob ${digest}`);
    return context.body(null, 200, { "Content-Length": String(blob.bytes), "Docker-Content-Digest": digest });
  });

  app.get("/v2/:name{.+}/manifests/:reference", async (context) => {
    if (context.req.method !== "HEAD") throw pullsElsewhere();
    const { name } = await may(context);
    const manifest = await catalog.manifest(name, referenceOf(context.req.param("reference")));
    if (!manifest) throw new Refused(404, "MANIFEST_UNKNOWN", `${name} has no such manifest`);
    return context.body(null, 200, {
      "Content-Type": manifest.mediaType,
      "Content-Length": String(manifest.bytes),
      "Docker-Content-Digest": manifest.digest,
    });
  });

  app.put("/v2/:name{.+}/manifests/:reference", async (context) => {
    const { name, subject } = await may(context);
    const reference = referenceOf(context.req.param("reference"));
    const manifest = manifestIn(await smallBody(context), context.req.header("content-type"));
    if ("digest" in reference && reference.digest !== manifest.digest)
      throw new Refused(400, "DIGEST_INVALID", `the manifest that came is ${manifest.digest}`);
    await catalog.push(name, manifest, "tag" in reference ? reference.tag : undefined, subject);
    await published({ repository: name, digest: manifest.digest });
    return context.body(null, 201, {
      Location: `/v2/${name}/manifests/${manifest.digest}`,
      "Docker-Content-Digest": manifest.digest,
      ...(manifest.about && { "OCI-Subject": manifest.about.subject }),
    });
  });

  app.delete("/v2/:name{.+}/manifests/:reference", async (context) => {
    const { name } = await may(context, "delete");
    if (!(await catalog.remove(name, referenceOf(context.req.param("reference")))))
      throw new Refused(404, "MANIFEST_UNKNOWN", `${name} has no such manifest`);
    return context.body(null, 202);
  });

  app.all("/v2/*", () => {
    throw new Refused(405, "UNSUPPORTED", "this host answers pushes alone");
  });
  return app;
}

const pullsElsewhere = () => new Refused(405, "UNSUPPORTED", "this host answers pushes alone", { Allow: "HEAD" });

const stateOf = ({ id, repository, bytes }: Upload) => ({
  Location: `/v2/${repository}/blobs/uploads/${id}`,
  Range: `0-${Math.max(0, bytes - 1)}`,
  "Docker-Upload-UUID": id,
});

const accepted = (context: Context, upload: Upload) => context.body(null, 202, stateOf(upload));

const blobMade = (context: Context, name: string, digest: string) =>
  context.body(null, 201, { Location: `/v2/${name}/blobs/${digest}`, "Docker-Content-Digest": digest });

async function* nothing(): AsyncIterable<Uint8Array> {}

const bodyOf = (context: Context): AsyncIterable<Uint8Array> =>
  (context.req.raw.body as AsyncIterable<Uint8Array> | null) ?? nothing();

/**
 * How many bytes a request says that it brings, if it says so.
 * @throws {Refused} 416 when they do not begin where the upload ends
 */
function lengthAt(context: Context, upload: Upload): number | undefined {
  const range = context.req.header("content-range");
  if (range === undefined) return undefined;
  const [, first, last] = /^(?:bytes )?(\d{1,15})-(\d{1,15})(?:\/(?:\d+|\*))?$/.exec(range) ?? [];
  if (first === undefined || Number(first) !== upload.bytes)
    throw new Refused(416, "BLOB_UPLOAD_INVALID", `the next byte is ${upload.bytes}`, stateOf(upload));
  return Number(last) - Number(first) + 1;
}

/** @throws {Refused} 413 when it is larger than a manifest may be */
async function smallBody(context: Context): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(context)) {
    bytes += chunk.byteLength;
    if (bytes > largestManifest)
      throw new Refused(413, "MANIFEST_INVALID", `a manifest has at most ${largestManifest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
