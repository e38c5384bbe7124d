/** Which video codecs this browser has, in the order in which they are wanted. */

/**
 * H.264 first: it was the fastest to encode. AV1 needs a tenth of the bits and more time, so that it comes after VP8 and VP9,
 * which every browser with WebCodecs decodes in time.
 */
const FAMILIES = ['avc1', 'vp8', 'vp09', 'av01'] as const;
type Family = (typeof FAMILIES)[number];

/** Up to 1080p, up to 4K, beyond: the levels of each family. */
const LEVELS: Readonly<Record<Family, readonly [string, string, string]>> = {
  avc1: ['avc1.42e028', 'avc1.42e033', 'avc1.42e03e'],
  vp8: ['vp8', 'vp8', 'vp8'],
  vp09: ['vp09.00.41.08', 'vp09.00.51.08', 'vp09.00.61.08'],
  av01: ['av01.0.08M.08', 'av01.0.12M.08', 'av01.0.16M.08'],
};
const PIXELS_OF_LEVEL = [2_073_600, 8_912_896] as const;

function codecFor(family: Family, pixels: number): string {
  const [small, middle, large] = LEVELS[family];
  if (pixels <= PIXELS_OF_LEVEL[0]) return small;
  return pixels <= PIXELS_OF_LEVEL[1] ? middle : large;
}

const familyOf = (codec: string): Family | undefined => FAMILIES.find(each => codec.startsWith(each));

/** What an expert's HELLO says; empty where there is no `VideoDecoder`. */
export async function decodableCodecs(): Promise<string[]> {
  if (!('VideoDecoder' in globalThis)) return [];
  const found: string[] = [];
  for (const family of FAMILIES) {
    const codec = LEVELS[family][1];
    try {
      const { supported } = await VideoDecoder.isConfigSupported({ codec, optimizeForLatency: true });
      if (supported) found.push(codec);
    } catch {
      // A browser that does not know the name does not have the codec.
    }
  }
  return found;
}

/**
 * What a novice encodes with, for an expert that decodes `wanted`; `undefined`: tiles alone.
 * @param refused codecs, of any level, that have failed in this session
 */
export async function encodableCodec(
  wanted: readonly string[],
  refused: ReadonlySet<string>,
  size: { readonly width: number; readonly height: number },
): Promise<string | undefined> {
  if (!('VideoEncoder' in globalThis)) return undefined;
  const refusedFamilies = new Set([...refused].map(familyOf));
  for (const family of FAMILIES) {
    if (refusedFamilies.has(family) || !wanted.some(each => familyOf(each) === family)) continue;
    const codec = codecFor(family, size.width * size.height);
    try {
      const { supported } = await VideoEncoder.isConfigSupported(encoderConfig(codec, size, 1_000_000));
      if (supported) return codec;
    } catch {
      // As above.
    }
  }
  return undefined;
}

/** For screens: at once, one chunk for each picture, chunks that need no description beside them. */
export function encoderConfig(
  codec: string,
  size: { readonly width: number; readonly height: number },
  bitrate: number,
): VideoEncoderConfig {
  return {
    codec,
    // Chroma has half the pixels: coders take even sizes alone.
    width: (size.width + 1) & ~1,
    height: (size.height + 1) & ~1,
    bitrate,
    bitrateMode: 'variable',
    framerate: 30,
    latencyMode: 'realtime',
    contentHint: 'text',
    ...(codec.startsWith('avc1') && { avc: { format: 'annexb' } }),
  };
}
