/** What Cloudflare's API answers, as its provider tells it: the request, the status, and the body (pulumi-cloudflare#1174). */
export abstract class CloudflareRefusal extends Error {
  constructor(
    /** Method and path under the API's root, as in `DELETE accounts/…/r2/buckets/…`. */
    request: `${"DELETE" | "PATCH" | "POST" | "PUT"} ${string}`,
    /** Code and word, as in `404 Not Found`. */
    status: string,
    code: number,
    message: string,
  ) {
    const [method, path] = request.split(" ");
    const body = { success: false, errors: [{ code, message }], messages: [], result: null };
    super(
      `failed to make http request: ${method} "https://api.cloudflare.com/client/v4/${path}": ${status} ${JSON.stringify(body)}`,
    );
    this.name = new.target.name;
  }
}
