/** How Binary Authorization names images: cloud.google.com/binary-authorization/docs/policy-yaml-reference. */
import { isPinned } from "../../contract";
import { checksInto, type Mistake } from "../refuse";

/** Whether a pattern means an image: `*` at its end stands for what has no `/` in it, `**` for anything. */
export function means(pattern: string, image: string): boolean {
  const beginning = pattern.replace(/\*+$/, "");
  if (beginning === pattern) return image === pattern;
  return image.startsWith(beginning) && (pattern.endsWith("**") || !image.slice(beginning.length).includes("/"));
}

/** A host, a whole first part, and then something: `a.example/shop**` would mean the images of `shop-of-a-stranger` too. */
const patternForm = /^[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9._-]*\/[^\s*@]*\*{1,2}$/;

export function patternMistakes(property: string, patterns: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  patterns.forEach((pattern, i) => {
    check(
      patternForm.test(pattern) || (isPinned(pattern) && !pattern.includes("*")),
      `${property}[${i}]`,
      `${JSON.stringify(pattern)} is neither an image by digest nor HOST/PROJECT/ and what follows, with * at its end, or ** ` +
        "for folders too, such as europe-docker.pkg.dev/registry-shared/tools/**",
    );
    check(patterns.indexOf(pattern) === i, `${property}[${i}]`, `${pattern} is listed twice`);
  });
  return mistakes;
}
