/** Addresses of the clouds, and what answers for each on this machine. All else in a variable stays as it was injected. */

export class Addresses {
  readonly #here: (readonly [there: string | RegExp, here: string])[] = [
    // Where nothing here answers for it: never the clouds themselves.
    [/https:\/\/[a-z0-9.-]+\.(?:run\.app|r2\.cloudflarestorage\.com)/g, "http://127.0.0.1:1"],
  ];

  /** Those that are told first go before those that are told later. */
  lead(there: string | RegExp, here: string): void {
    this.#here.splice(-1, 0, [there, here]);
  }

  /** Public hosts are reached without TLS here. */
  leadHost(host: string, here: string): void {
    this.lead(`https://${host}`, `http://${here}`);
    this.lead(host, here);
  }

  translate(value: string): string {
    return this.#here.reduce((text, [there, here]) => text.replaceAll(there, here), value);
  }
}

/** The endpoint of any account, in any jurisdiction. */
export const r2Endpoint = /https:\/\/[0-9a-f]+(?:\.[a-z]+)?\.r2\.cloudflarestorage\.com/g;
