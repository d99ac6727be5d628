/**
 * The regions that Cloud Run serves from, with the place of each (cloud.google.com/run/docs/locations). The coordinates
 * are those of the place, to half a degree: enough to tell which of two regions is nearer.
 */
export const regions = {
  "africa-south1": { place: "Johannesburg", latitude: -26, longitude: 28 },
  "asia-east1": { place: "Changhua County", latitude: 24, longitude: 120.5 },
  "asia-east2": { place: "Hong Kong", latitude: 22.5, longitude: 114 },
  "asia-northeast1": { place: "Tokyo", latitude: 35.5, longitude: 139.5 },
  "asia-northeast2": { place: "Osaka", latitude: 34.5, longitude: 135.5 },
  "asia-northeast3": { place: "Seoul", latitude: 37.5, longitude: 127 },
  "asia-south1": { place: "Mumbai", latitude: 19, longitude: 73 },
  "asia-south2": { place: "Delhi", latitude: 28.5, longitude: 77 },
  "asia-southeast1": { place: "Jurong West", latitude: 1.5, longitude: 103.5 },
  "asia-southeast2": { place: "Jakarta", latitude: -6, longitude: 107 },
  "asia-southeast3": { place: "Bangkok", latitude: 13.5, longitude: 100.5 },
  "australia-southeast1": { place: "Sydney", latitude: -34, longitude: 151 },
  "australia-southeast2": { place: "Melbourne", latitude: -38, longitude: 145 },
  "europe-central2": { place: "Warsaw", latitude: 52, longitude: 21 },
  "europe-north1": { place: "Hamina", latitude: 60.5, longitude: 27 },
  "europe-north2": { place: "Stockholm", latitude: 59.5, longitude: 18 },
  "europe-southwest1": { place: "Madrid", latitude: 40.5, longitude: -3.5 },
  "europe-west1": { place: "St. Ghislain", latitude: 50.5, longitude: 4 },
  "europe-west2": { place: "London", latitude: 51.5, longitude: 0 },
  "europe-west3": { place: "Frankfurt", latitude: 50, longitude: 8.5 },
  "europe-west4": { place: "Eemshaven", latitude: 53.5, longitude: 7 },
  "europe-west6": { place: "Zurich", latitude: 47.5, longitude: 8.5 },
  "europe-west8": { place: "Milan", latitude: 45.5, longitude: 9 },
  "europe-west9": { place: "Paris", latitude: 49, longitude: 2.5 },
  "europe-west10": { place: "Berlin", latitude: 52.5, longitude: 13.5 },
  "europe-west12": { place: "Turin", latitude: 45, longitude: 7.5 },
  "me-central1": { place: "Doha", latitude: 25.5, longitude: 51.5 },
  "me-central2": { place: "Dammam", latitude: 26.5, longitude: 50 },
  "me-west1": { place: "Tel Aviv", latitude: 32, longitude: 35 },
  "northamerica-northeast1": { place: "Montreal", latitude: 45.5, longitude: -73.5 },
  "northamerica-northeast2": { place: "Toronto", latitude: 43.5, longitude: -79.5 },
  "northamerica-south1": { place: "Queretaro", latitude: 20.5, longitude: -100.5 },
  "southamerica-east1": { place: "Osasco", latitude: -23.5, longitude: -47 },
  "southamerica-west1": { place: "Santiago", latitude: -33.5, longitude: -70.5 },
  "us-central1": { place: "Council Bluffs", latitude: 41.5, longitude: -96 },
  "us-east1": { place: "Moncks Corner", latitude: 33, longitude: -80 },
  "us-east4": { place: "Ashburn", latitude: 39, longitude: -77.5 },
  "us-east5": { place: "Columbus", latitude: 40, longitude: -83 },
  "us-south1": { place: "Dallas", latitude: 33, longitude: -97 },
  "us-west1": { place: "The Dalles", latitude: 45.5, longitude: -121 },
  "us-west2": { place: "Los Angeles", latitude: 34, longitude: -118 },
  "us-west3": { place: "Salt Lake City", latitude: 41, longitude: -112 },
  "us-west4": { place: "Las Vegas", latitude: 36, longitude: -115 },
} as const;

/** A region of Cloud Run, as in `europe-west1`. */
export type Region = keyof typeof regions;

export function isRegion(name: string): name is Region {
  return Object.hasOwn(regions, name);
}

/** Those of the regions that are among the others, in the order of the regions. */
export function within(regions: readonly Region[], others: readonly Region[]): Region[] {
  return regions.filter((region) => others.includes(region));
}

/** The candidate nearest to a region: the region itself where it is one, the first of those equally near otherwise. */
export function nearest(region: Region, candidates: readonly [Region, ...Region[]]): Region {
  return candidates.reduce((best, candidate) => (angle(region, candidate) < angle(region, best) ? candidate : best));
}

/** Great-circle angle between two regions, in radians. */
function angle(from: Region, to: Region): number {
  if (from === to) return 0;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [a, b] = [regions[from], regions[to]];
  const [latitudeA, latitudeB] = [radians(a.latitude), radians(b.latitude)];
  const cosine =
    Math.sin(latitudeA) * Math.sin(latitudeB) +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.cos(radians(a.longitude - b.longitude));
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}
