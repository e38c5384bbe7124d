export type { PictureChannel } from './channel/picture-channel.ts';
export { type Clock, systemClock } from './clock.ts';
export { type ChangedPart, type Decision, decide, type Situation, THRESHOLDS } from './decide/decide.ts';
export { findChangedTiles } from './detect/changed-tiles.ts';
export { findParts, largestPart, type Parts, tilesOfParts } from './detect/parts.ts';
export { mergeTiles } from './detect/rectangles.ts';
export { shrink } from './detect/shrink.ts';
export { estimateTileBytes } from './detect/tile-cost.ts';
export { boundingBox, boxRectangle, countTiles, emptyTileMap, type TileMap } from './detect/tile-map.ts';
export { DecodeError, type DecodeErrorCode, PictureError, type PictureErrorCode } from './errors.ts';
export { CanvasSurface } from './expert/canvas-surface.ts';
export { ExpertPage, type ExpertPageEvents, type ExpertPageOptions } from './expert/expert-page.ts';
export {
  type DrawnCursor,
  ExpertPicture,
  type ExpertPictureEvents,
  type ExpertPictureOptions,
} from './expert/expert-picture.ts';
export { KeptSurface } from './expert/kept-surface.ts';
export type { PictureSurface, VideoChunk, VideoDecoding } from './expert/surface.ts';
export { BrowserVideoDecoder, type DecodedVideo } from './expert/video-decoder.ts';
export type { PaintedFrame } from './expert/worker-messages.ts';
export { type Layout, layoutOf, TILE } from './i420/layout.ts';
export { I420Picture } from './i420/picture.ts';
export { fitsPicture, intersect, type Rectangle, rectangleBytes } from './i420/rectangle.ts';
export { LIMITS } from './limits.ts';
export type { NovicePictureEvents, NovicePictureOptions, NoviceStats } from './novice/novice-options.ts';
export {
  NovicePage,
  type NovicePageEvents,
  type NovicePageOptions,
  type PageChannel,
} from './novice/novice-page.ts';
export { NovicePicture } from './novice/novice-picture.ts';
export { type ScreenFrame, screenFrameOf } from './novice/screen-frame.ts';
export type { CodedVideo, VideoCoding } from './novice/video-coding.ts';
export { BrowserVideoEncoder } from './novice/video-encoder.ts';
export { BUSY_FPS, BUSY_MS, CALM_FPS, captureRate } from './pace/capture-rate.ts';
export { LinkMeter } from './pace/link-meter.ts';
export { hasRoom, hasRoomToSharpen, type Load, windowBytes } from './pace/room.ts';
export { TileBudget } from './pace/tile-budget.ts';
export { isWorthSetting, videoBitRate } from './pace/video-rate.ts';
export { type PictureCapability, pictureCapability } from './path/capability.ts';
export {
  choosePath,
  initialPathState,
  PATH_THRESHOLDS,
  type PathReason,
  type PathSample,
  type PathState,
  type PathWish,
  type PicturePath,
} from './path/choose-path.ts';
export { findScroll, type Scroll } from './scroll/find-scroll.ts';
export { Debt, STILL_MS, TILES_PER_TURN } from './sharpen/debt.ts';
export { decodableCodecs } from './webcodecs/codecs.ts';
export { decodeExpertMessage, decodeNoviceMessage } from './wire/decode.ts';
export { deflate, inflate } from './wire/deflate.ts';
export { encodeMessage } from './wire/encode.ts';
export {
  type ColourSpace,
  type ExpertMessage,
  MESSAGE_TYPE,
  type Message,
  type NoviceMessage,
  PICTURE_VERSION,
} from './wire/message.ts';
export { PIECE, PieceAssembler, splitIntoPieces } from './wire/pieces.ts';
