import { policy } from "../policy";
import { find, Unknown } from "../values";
import { images } from "./templates";

export default policy({
  name: "image-by-digest",
  refuses: "a container image that is named by a tag",
  because: "a tag can be moved, so what was reviewed and what runs in each region need not be the same",
  fix: "pin the image by its digest: IMAGE@sha256:… with 64 hexadecimal digits",
  severity: "medium",
  applies: Object.keys(images),
  check({ type, props }, { violation, unknown }) {
    const found = find(props, images[type] ?? "");
    for (const { path, value } of found) {
      if (value === Unknown) unknown(path);
      else if (value === undefined) violation(path, "is not set");
      else if (!/@sha256:[0-9a-f]{64}$/.test(String(value))) violation(path, `is ${String(value)}, without a digest`);
    }
  },
});
