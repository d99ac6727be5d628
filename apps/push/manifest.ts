/** Manifests and indexes, as the OCI image specification and Docker have them. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { isDigest } from "../oci";
import { Refused } from "../serving";

/** The least that the distribution specification wants taken, in bytes. */
export const largestManifest = 4 * 1024 ** 2;

/** RFC 6838, 4.2. */
const mediaType = z.string().regex(/^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/, "is no media type");
const descriptor = z.object({
  mediaType,
  digest: z.string().refine(isDigest, "is no SHA-256 digest"),
  size: z.int().min(0),
});
export type Descriptor = z.infer<typeof descriptor>;

const common = {
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: mediaType.optional(),
  subject: descriptor.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
};
const image = z
  .object({ ...common, config: descriptor, layers: z.array(descriptor) })
  .transform(({ config, layers, ...rest }) => ({
    ...rest,
    artifactType: rest.artifactType ?? config.mediaType,
    blobs: [config, ...layers],
    manifests: [],
  }));
const index = z.object({ ...common, manifests: z.array(descriptor) }).transform((read) => ({ ...read, blobs: [] }));

const forms = {
  "application/vnd.oci.image.manifest.v1+json": image,
  "application/vnd.docker.distribution.manifest.v2+json": image,
  "application/vnd.oci.image.index.v1+json": index,
  "application/vnd.docker.distribution.manifest.list.v2+json": index,
} as const;

/** Layers that are had from elsewhere, and are in no registry. */
const isForeign = ({ mediaType }: Descriptor) => /\.(nondistributable|foreign)\./.test(mediaType);

export interface PushedManifest {
  digest: string;
  mediaType: string;
  content: Buffer;
  /** What it needs in its repository. */
  blobs: readonly Descriptor[];
  manifests: readonly Descriptor[];
  /** Its own and those of all that it names. */
  bytes: number;
  /** What it is about, which need not be there, and how it is listed among what is about that. */
  about?: { subject: string; referrer: Referrer };
}

/** As the distribution specification lists one ("Listing Referrers"). */
export interface Referrer {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
}

/** @throws {Refused} 400 naming what is wrong with it */
export function manifestIn(content: Buffer, mediaType: string | undefined): PushedManifest {
  const invalid = (message: string) => new Refused(400, "MANIFEST_INVALID", message);
  if (mediaType === undefined || !Object.hasOwn(forms, mediaType))
    throw invalid(`Content-Type is none of ${Object.keys(forms).join(", ")}`);
  const form = forms[mediaType as keyof typeof forms];
  const { success, data, error } = form.safeParse(parsed(content));
  if (!success) {
    const [issue] = error.issues;
    throw invalid(`${issue?.path.join(".") || "the manifest"}: ${issue?.message}`);
  }
  if (data.mediaType !== undefined && data.mediaType !== mediaType)
    throw invalid("mediaType is not what Content-Type says");
  const named: readonly Descriptor[] = [...data.blobs, ...data.manifests];
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  const { subject, artifactType, annotations } = data;
  const referrer = { mediaType, digest, size: content.byteLength, artifactType, annotations };
  return {
    digest,
    mediaType,
    content,
    blobs: data.blobs.filter((one) => !isForeign(one)),
    manifests: data.manifests,
    bytes: named.reduce((sum, { size }) => sum + size, content.byteLength),
    ...(subject && { about: { subject: subject.digest, referrer } }),
  };
}

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    throw new Refused(400, "MANIFEST_INVALID", "the manifest is no JSON");
  }
}
