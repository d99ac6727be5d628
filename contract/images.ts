/** Whether an image is named by its digest, after its repository: a tag can be moved, a digest cannot. */
export function isPinned(image: string): boolean {
  return /^[^\s@]+@sha256:[0-9a-f]{64}$/.test(image);
}
