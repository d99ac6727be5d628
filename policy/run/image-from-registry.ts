import { policy } from "../policy";
import { find, Unknown } from "../values";
import { images } from "./templates";

/** Artifact Registry, in any region. */
const registry = /^[a-z\d-]+-docker\.pkg\.dev\/[a-z][a-z\d-]*\//;

export default policy({
  name: "image-from-registry",
  refuses: "a container image that is pulled from somebody else's registry",
  because:
    "it can be gone, or limited, on the day that an instance has to start; nobody here scans it or says who may write it",
  fix: "copy the image into the shared project's Artifact Registry, and name it there by its digest",
  severity: "medium",
  applies: Object.keys(images),
  check({ type, props }, { violation, unknown }) {
    for (const { path, value } of find(props, images[type] ?? "")) {
      if (value === Unknown) unknown(path);
      else if (value !== undefined && !registry.test(String(value)))
        violation(path, `is ${String(value)}, which is not in Artifact Registry`);
    }
  },
});
