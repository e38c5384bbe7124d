/** Frames of a track. The processor is not in TypeScript's library of pages; Safari has it in workers alone. */

interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorType = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => TrackProcessor;

function processorType(): TrackProcessorType | undefined {
  const scope: object & { readonly MediaStreamTrackProcessor?: TrackProcessorType } = self;
  return scope.MediaStreamTrackProcessor;
}

/** Whether `framesOf` works here. */
export const canReadTracks = (): boolean => processorType() !== undefined;

/** `undefined` where it must be tried in a worker. One frame is buffered: an older one is of no use. */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> | undefined {
  const Processor = processorType();
  return Processor && new Processor({ track, maxBufferSize: 1 }).readable;
}
